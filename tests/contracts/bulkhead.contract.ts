import { expect } from 'chai';
import type { Bulkhead } from '../../src/core/caching/index.js';
import { DomainError } from '../../src/core/kernel/index.js';
import { rejection } from '../support/rejection.js';

export interface BulkheadHarness {
  /** With room for two at once and for three who wait, for at most 100 ms. */
  make(): Bulkhead;
}

/** Work that ends when it is told to. */
class Work {
  readonly started: number[] = [];
  readonly #ends: (() => void)[] = [];

  readonly run = (n: number) => (): Promise<number> => {
    this.started.push(n);
    return new Promise((resolve) => this.#ends.push(() => resolve(n)));
  };

  async endFirst(): Promise<void> {
    this.#ends.shift()?.();
    await new Promise(setImmediate);
  }
}

/** What every Bulkhead promises (src/core/caching/ports/bulkhead.ts). */
export function bulkheadContract(harness: BulkheadHarness): void {
  describe('Bulkhead contract', () => {
    it('runs so many at once, the others in order as places become free', async () => {
      const bulkhead = harness.make();
      const work = new Work();
      expect(bulkhead.hasRoom()).to.equal(true);
      const all = [0, 1, 2, 3, 4].map((n) => bulkhead.run(work.run(n)));
      await new Promise(setImmediate);
      expect(work.started).to.deep.equal([0, 1]);
      expect(bulkhead.hasRoom()).to.equal(false);
      for (let i = 0; i < 5; i += 1) await work.endFirst();
      expect(await Promise.all(all)).to.deep.equal([0, 1, 2, 3, 4]);
      expect(work.started).to.deep.equal([0, 1, 2, 3, 4]);
      expect(bulkhead.hasRoom()).to.equal(true);
    });

    it('refuses what finds the queue full, and never starts it', async () => {
      const bulkhead = harness.make();
      const work = new Work();
      const all = [0, 1, 2, 3, 4].map((n) => bulkhead.run(work.run(n)));
      const refused = await rejection(bulkhead.run(work.run(5)));
      expect(refused).to.be.instanceOf(DomainError).and.include({ code: 'SERVICE_UNAVAILABLE' });
      for (let i = 0; i < 5; i += 1) await work.endFirst();
      await Promise.all(all);
      expect(work.started).to.not.include(5);
    });

    it('refuses what has waited too long', async () => {
      const bulkhead = harness.make();
      const work = new Work();
      const running = [0, 1].map((n) => bulkhead.run(work.run(n)));
      expect(await rejection(bulkhead.run(work.run(2)))).to.include({ code: 'SERVICE_UNAVAILABLE' });
      await work.endFirst();
      await work.endFirst();
      await Promise.all(running);
      expect(await bulkhead.run(async () => 'next')).to.equal('next');
      expect(work.started).to.deep.equal([0, 1]);
    });

    it('passes errors on and frees their place', async () => {
      const bulkhead = harness.make();
      for (let i = 0; i < 5; i += 1) {
        expect(await rejection(bulkhead.run(() => Promise.reject(new Error(`no ${i}`))))).to.include({ message: `no ${i}` });
      }
      expect(await bulkhead.run(async () => 1)).to.equal(1);
      expect(bulkhead.hasRoom()).to.equal(true);
    });
  });
}

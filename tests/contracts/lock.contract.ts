import { expect } from 'chai';
import type { HeldLock, Lock } from '../../src/core/background/index.js';
import { rejection } from '../support/rejection.js';

export interface LockHarness {
  /** Locks that nobody holds yet. */
  make(): Promise<Lock>;
  /** Lets this much time pass for the locks. */
  pass(ms: number): Promise<void>;
}

/** What every Lock promises (src/core/background/ports/lock.ts). */
export function lockContract(harness: LockHarness): void {
  describe('Lock contract', () => {
    let lock: Lock;
    beforeEach(async () => {
      lock = await harness.make();
    });
    const held = async (name: string, ttlSeconds = 60): Promise<HeldLock> => {
      const one = await lock.acquire(name, ttlSeconds);
      if (!one) throw new Error(`${name} is held by somebody`);
      return one;
    };

    it('is held by one at a time, not even twice by the same', async () => {
      await held('a');
      expect(await lock.acquire('a', 60)).to.equal(undefined);
    });

    it('goes to exactly one of 50 who ask at once', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => lock.acquire('a', 60)));
      expect(answers.filter((one) => one !== undefined)).to.have.length(1);
    });

    it('keeps names apart', async () => {
      await held('a');
      expect(await lock.acquire('b', 60)).not.to.equal(undefined);
      expect(await lock.acquire('a:b', 60)).not.to.equal(undefined);
    });

    it('is free after release, which may be repeated', async () => {
      const first = await held('a');
      await first.release();
      await first.release();
      await held('a');
    });

    it('ends by itself after its time, not before', async () => {
      await held('a', 1);
      await harness.pass(500);
      expect(await lock.acquire('a', 60)).to.equal(undefined);
      await harness.pass(1000);
      await held('a');
    });

    it('is not taken from a later holder by a late or repeated release', async () => {
      const stalled = await held('a', 1);
      await harness.pass(1500);
      const next = await held('a');
      await stalled.release();
      expect(await lock.acquire('a', 60)).to.equal(undefined);
      await next.release();
      await held('a');
      await next.release();
      expect(await lock.acquire('a', 60)).to.equal(undefined);
    });

    it('hands out tokens that grow with every acquisition, after release and after expiry', async () => {
      const tokens: number[] = [];
      for (let i = 0; i < 3; i += 1) {
        const one = await held('a');
        tokens.push(one.token);
        await one.release();
      }
      tokens.push((await held('a', 1)).token);
      await harness.pass(1500);
      tokens.push((await held('a')).token);
      expect(tokens.every(Number.isSafeInteger)).to.equal(true);
      for (let i = 1; i < tokens.length; i += 1) expect(tokens[i]).to.be.above(tokens[i - 1] ?? Infinity);
    });

    for (const ttl of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      it(`refuses the time ${ttl} and leaves the name free`, async () => {
        expect(await rejection(lock.acquire('a', ttl))).to.be.instanceOf(RangeError);
        await held('a');
      });
    }
  });
}

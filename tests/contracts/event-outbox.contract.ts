import { expect } from 'chai';
import type { DomainEvent, EventOutbox, TransactionRunner } from '../../src/core/kernel/index.js';
import { rejection } from '../support/rejection.js';

export interface OutboxBench {
  readonly outbox: EventOutbox;
  readonly runner: TransactionRunner;
  /** Delivers what is recorded and resolves with it, in the order of delivery. */
  delivered(): Promise<DomainEvent[]>;
}

/** The promises of EventOutbox. `open` gives an empty one. */
export function eventOutboxContract(open: () => Promise<OutboxBench>): void {
  describe('EventOutbox', () => {
    let bench: OutboxBench;
    beforeEach(async () => {
      bench = await open();
    });
    const names = async (): Promise<string[]> => (await bench.delivered()).map(({ name }) => name);

    it('delivers what a committed transaction recorded, in order of recording', async () => {
      await bench.runner.run(async () => {
        for (const name of ['test.a', 'test.b', 'test.c']) await bench.outbox.record(name, {});
      });
      await bench.outbox.record('test.d', {});
      expect(await names()).to.deep.equal(['test.a', 'test.b', 'test.c', 'test.d']);
    });

    it('forgets what a transaction recorded that failed, and what a doomed one recorded', async () => {
      await rejection(
        bench.runner.run(async () => {
          await bench.outbox.record('test.lost', {});
          throw new Error('changed my mind');
        }),
      );
      await rejection(
        bench.runner.run(async () => {
          await bench.outbox.record('test.lost', {});
          await rejection(bench.runner.run(() => Promise.reject(new Error('inner'))));
        }),
      );
      await bench.outbox.record('test.kept', {});
      expect(await names()).to.deep.equal(['test.kept']);
    });

    it('records at once outside a transaction', async () => {
      await bench.outbox.record('test.a', { n: 1 });
      expect(await names()).to.deep.equal(['test.a']);
    });

    it('gives the payload back as it was, with an id of its own and the time', async () => {
      const payload = {
        text: 'It\'s "Tom & Jerry" <3 მოტო 🚲 \\ \n',
        list: [1, null, true, { deep: [] }],
        big: 2 ** 53 - 1,
        none: null,
      };
      const before = Date.now();
      await bench.outbox.record('test.a', payload);
      await bench.outbox.record('test.a', payload);
      const [first, second] = await bench.delivered();
      expect(first?.payload).to.deep.equal(payload);
      expect(first?.id).to.match(/^[0-9a-f-]{36}$/);
      expect(second?.id).to.not.equal(first?.id);
      expect(first?.occurredAt.getTime()).to.be.within(before, Date.now());
    });

    it('delivers each event once where nothing fails', async () => {
      await bench.outbox.record('test.a', {});
      expect(await names()).to.deep.equal(['test.a']);
      expect(await names()).to.deep.equal([]);
    });

    it('keeps all of a hundred recorded at the same time', async () => {
      await Promise.all(Array.from({ length: 100 }, (_value, n) => bench.outbox.record('test.n', { n })));
      const all = await bench.delivered();
      expect(new Set(all.map(({ payload }) => payload['n'])).size).to.equal(100);
    });
  });
}

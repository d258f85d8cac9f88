import { expect } from 'chai';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import type { DomainEvent } from '../../../src/core/kernel/index.js';
import { eventOutboxContract } from '../../contracts/event-outbox.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { handler, OutboxBench } from './outbox-bench.js';

describe('KnexEventOutbox', () => {
  let database: TestDatabase;
  let seen: DomainEvent[];
  let bench: OutboxBench;

  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(async () => {
    await database.knex('outbox_events').del();
    seen = [];
    const keep = async (event: DomainEvent): Promise<void> => {
      seen.push(event);
    };
    const names = ['test.a', 'test.b', 'test.c', 'test.d', 'test.n', 'test.lost', 'test.kept'];
    bench = new OutboxBench(
      database.knex,
      new SystemClock(),
      names.map((name) => handler(name, keep)),
    );
  });

  eventOutboxContract(async () => ({
    outbox: bench.outbox,
    runner: bench.runner,
    delivered: async () => {
      await bench.dispatcher.drain();
      return seen.splice(0);
    },
  }));

  it('tells the dispatcher of this process when it is committed, not before', async () => {
    const told: string[] = [];
    bench.signal.onNotify(() => told.push('told'));
    await bench.runner.run(async () => {
      await bench.outbox.record('test.a', {});
      told.push('end of the work');
    });
    await bench.outbox.record('test.b', {});
    expect(told).to.deep.equal(['end of the work', 'told', 'told']);
  });
});

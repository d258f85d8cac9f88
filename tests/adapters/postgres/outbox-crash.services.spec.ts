import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { eventually } from '../../support/eventually.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { requireDatabaseUrl } from '../../support/services.js';
import { RunningProgram } from '../../startup/program.js';
import { handler, OutboxBench } from './outbox-bench.js';

describe('the outbox and a process that dies', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  let url: string;
  let victim: RunningProgram | undefined;
  let handled: { n: unknown; at: number }[];
  let survivor: OutboxBench;

  before(async () => {
    requireDatabaseUrl();
    database = await testDatabase();
    url = (database.knex.client as { config: { connection: { connectionString: string } } }).config.connection.connectionString;
  });
  after(() => database.drop());
  beforeEach(async () => {
    await database.knex('outbox_events').del();
    handled = [];
    const note = handler('test.deadly', async ({ payload }) => {
      handled.push({ n: payload['n'], at: Date.now() });
    });
    survivor = new OutboxBench(database.knex, new SystemClock(), [note], { leaseSeconds: 2, pollMs: 50, maxAttempts: 3 });
  });
  afterEach(async () => {
    await survivor.dispatcher.stop();
    await victim?.kill();
  });

  const killInsideHandler = async (): Promise<number> => {
    victim = RunningProgram.start('tests/adapters/postgres/fixtures/outbox-victim.ts', {}, url);
    await victim.says('handling 1');
    const killedAt = Date.now();
    await victim.kill();
    return killedAt;
  };

  it('delivers again, elsewhere, what a killed process was handling and what it had claimed behind: after the lease, not before', async () => {
    for (const n of [1, 2, 3]) await survivor.outbox.record('test.deadly', { n });
    const killedAt = await killInsideHandler();
    survivor.dispatcher.start();
    await sleep(500);
    expect(handled).to.deep.equal([]);
    await eventually('all three are delivered', () => handled.length === 3, 10_000);
    expect(handled.map(({ n }) => n)).to.have.members([1, 2, 3]);
    expect(handled[0]?.at).to.be.at.least(killedAt + 1_000);
    await eventually('nothing is left', async () => (await database.knex('outbox_events')).length === 0);
  });

  it('counts a death as a try of the one event that was in hand, and of none behind it', async () => {
    for (const n of [1, 2]) await survivor.outbox.record('test.deadly', { n });
    await killInsideHandler();
    expect(await database.knex('outbox_events').orderBy('seq').pluck('attempts')).to.deep.equal([1, 0]);
  });

  it('gives up an event that kills every process that touches it', async () => {
    await survivor.outbox.record('test.deadly', { n: 1 });
    for (let death = 1; death <= 3; death += 1) await killInsideHandler();
    survivor.dispatcher.start();
    await eventually(
      'it is given up',
      async () => (await database.knex('outbox_events').whereNotNull('failed_at')).length === 1,
      10_000,
    );
    expect(handled).to.deep.equal([]);
    expect(survivor.errors.all).to.have.length(1);
  });

  it('is delivered once by four processes that look at the same time', async () => {
    const seen: unknown[] = [];
    const others = Array.from({ length: 4 }, () => {
      const note = handler('test.deadly', async ({ payload }) => {
        await sleep(1);
        seen.push(payload['n']);
      });
      return new OutboxBench(database.knex, new SystemClock(), [note], { batchSize: 5 });
    });
    for (let n = 0; n < 100; n += 1) await survivor.outbox.record('test.deadly', { n });
    await Promise.all(others.map(({ dispatcher }) => dispatcher.drain()));
    expect([...seen].sort((a, b) => Number(a) - Number(b))).to.deep.equal(Array.from({ length: 100 }, (_value, n) => n));
  });
});

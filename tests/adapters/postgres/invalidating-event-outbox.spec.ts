import { expect } from 'chai';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import {
  cacheFamily,
  InvalidateOnEvent,
  InvalidatingEventOutbox,
  InvalidationTable,
  type LoadingCache,
} from '../../../src/core/caching/index.js';
import type { DomainEvent } from '../../../src/core/kernel/index.js';
import { eventOutboxContract } from '../../contracts/event-outbox.contract.js';
import { CacheInstances } from '../../support/cache-instances.js';
import { FakeClock } from '../../support/fake-clock.js';
import { rejection } from '../../support/rejection.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { handler, OutboxBench } from './outbox-bench.js';

const names = ['test.a', 'test.b', 'test.c', 'test.d', 'test.n', 'test.lost', 'test.kept'];
const family = cacheFamily<number>()('number:{of}', { ttlSeconds: 60, version: 1, tags: ({ of }) => [String(of)] });

describe('InvalidatingEventOutbox', () => {
  let database: TestDatabase;
  let seen: DomainEvent[];
  let ended: (readonly string[])[];
  let cache: LoadingCache;
  let bench: OutboxBench;
  let outbox: InvalidatingEventOutbox;
  let failing: Error | undefined;
  let clock: FakeClock;
  const table = new InvalidationTable([
    Object.fromEntries(names.map((name) => [name, () => [name, 'every']])),
    { 'test.nothing': () => [] },
  ]);

  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(async () => {
    await database.knex('outbox_events').del();
    [seen, ended, failing] = [[], [], undefined];
    clock = new FakeClock(new Date());
    const instances = new CacheInstances(clock);
    const { store } = instances;
    const invalidate = store.invalidate.bind(store);
    store.invalidate = async (tags) => {
      if (failing) throw failing;
      ended.push([...tags].sort());
      await invalidate(tags);
    };
    cache = await instances.add();
    const handlers = [
      ...table.eventNames.map((name) => new InvalidateOnEvent(name, table, cache, clock)),
      ...names.map((name) => handler(name, async (event) => void seen.push(event))),
    ];
    bench = new OutboxBench(database.knex, new SystemClock(), handlers);
    outbox = new InvalidatingEventOutbox(bench.outbox, bench.runner, cache, table, bench.lines);
  });

  eventOutboxContract(async () => ({
    outbox,
    runner: bench.runner,
    delivered: async () => {
      await bench.dispatcher.drain();
      return seen.splice(0);
    },
  }));

  it('ends what a transaction made wrong once, all together, after its commit and before it resolves', async () => {
    await bench.runner.run(async () => {
      await outbox.record('test.a', {});
      await bench.runner.run(() => outbox.record('test.b', {}));
      await outbox.record('test.nothing', {});
      expect(ended).to.deep.equal([]);
    });
    expect(ended).to.deep.equal([['every', 'test.a', 'test.b']]);
  });

  it('ends at once what is recorded outside a transaction, and nothing where nothing is declared', async () => {
    await outbox.record('test.nothing', {});
    await outbox.record('test.unknown', {});
    expect(ended).to.deep.equal([]);
    await outbox.record('test.a', {});
    expect(ended).to.deep.equal([['every', 'test.a']]);
  });

  it('ends nothing for a transaction that failed', async () => {
    await rejection(
      bench.runner.run(async () => {
        await outbox.record('test.lost', {});
        throw new Error('changed my mind');
      }),
    );
    expect(ended).to.deep.equal([]);
  });

  it('the writer reads what he wrote: a load from before the commit is not kept', async () => {
    let truth = 1;
    const read = async (): Promise<number | undefined> =>
      (await cache.getOrLoad(family, { of: 'test.a' }, async () => truth, { consistency: 'shared' })).value;
    await read();
    await bench.runner.run(async () => {
      await outbox.record('test.a', {});
      truth = 2;
      expect(await read(), 'still kept').to.equal(1);
    });
    expect(await read()).to.equal(2);
  });

  it('a store that fails fails no write: it is said, and the outbox ends it', async () => {
    failing = new Error('Redis is away');
    await bench.runner.run(() => outbox.record('test.a', {}));
    expect(ended).to.deep.equal([]);
    expect(bench.lines.all).to.have.length(1);
    expect(bench.lines.all[0]).to.include({ level: 'warn' });
    failing = undefined;
    await bench.dispatcher.drain();
    expect(ended).to.deep.equal([['every', 'test.a']]);
    expect(await database.knex('outbox_events')).to.deep.equal([]);
  });

  it('the outbox tries again while the store is away, tells the other handlers all the same, and lets go after five minutes', async () => {
    failing = new Error('Redis is away');
    await outbox.record('test.a', {});
    await bench.dispatcher.drain();
    expect(seen.map(({ name }) => name)).to.deep.equal(['test.a']);
    expect(await database.knex('outbox_events').pluck('last_error')).to.deep.equal(['Error: Redis is away']);
    clock.advance(400_000);
    await database.knex('outbox_events').update({ available_at: new Date(0) });
    await bench.dispatcher.drain();
    expect(await database.knex('outbox_events')).to.deep.equal([]);
    expect(ended).to.deep.equal([]);
  });

  it('two features that declare the same event are refused', () => {
    expect(() => new InvalidationTable([{ 'test.a': () => [] }, { 'test.a': () => [] }])).to.throw('test.a are declared twice');
  });
});

import { expect } from 'chai';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { cacheFamily, LoadTimedOut } from '../../../src/core/caching/index.js';
import { CachingInstance } from '../../support/caching-instance.js';
import { eventually } from '../../support/eventually.js';
import { rejection } from '../../support/rejection.js';
import { requireDatabaseUrl } from '../../support/services.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';

const numbers = cacheFamily<number>()('number:{n}', { ttlSeconds: 60, version: 1 });

describe('a load that is given up, on a server', () => {
  let database: TestDatabase;
  let observer: TestDatabase;
  let instance: CachingInstance;
  before(async () => {
    requireDatabaseUrl();
    [database, observer] = await Promise.all([testDatabase({ poolSize: 2 }), testDatabase({ poolSize: 1 })]);
    const clock = new SystemClock();
    instance = new CachingInstance(new MemoryEntryStore(clock, { maxBytes: 1_000_000 }), { clock, hardTimeoutMs: 100 });
  });
  after(() => Promise.all([database.drop(), observer.drop()]));

  let serial = 0;
  const slowly = (seconds = 10): Promise<unknown> => {
    serial += 1;
    return instance.cache.getOrLoad(numbers, { n: serial }, async () => {
      await database.knex.raw('select pg_sleep(?)', [seconds]);
      return 0;
    });
  };
  /** Both connections are wanted at once, and each a few times. */
  const useBoth = async (): Promise<unknown> => {
    const sums = [1, 2, 3, 4].map(async (n) => {
      const { rows } = await database.knex.raw<{ rows: { n: number }[] }>('select ?::int as n, pg_sleep(0.01)', [n]);
      return rows[0]?.n;
    });
    return Promise.all(sums);
  };
  const sleeping = async (): Promise<number> => {
    const { rows } = await observer.knex.raw<{ rows: unknown[] }>(
      `select 1 from pg_stat_activity where state = 'active' and query = 'select pg_sleep($1)'`,
    );
    return rows.length;
  };

  it('is told to the caller in time, and its statement is cancelled on the server', async () => {
    const started = performance.now();
    const loading = rejection(slowly());
    await eventually('it runs', async () => (await sleeping()) > 0);
    expect(await loading).to.be.instanceOf(LoadTimedOut);
    await eventually('it is cancelled', async () => (await sleeping()) === 0);
    expect(performance.now() - started).to.be.below(9_000);
  });

  it('does no harm to what runs on the same connections next, fifty times in a row', async () => {
    for (let round = 0; round < 50; round += 1) {
      const reasons = await Promise.all([rejection(slowly()), rejection(slowly())]);
      expect(reasons.every((reason) => reason instanceof LoadTimedOut)).to.equal(true);
      expect(await useBoth()).to.deep.equal([1, 2, 3, 4]);
    }
    expect(await sleeping()).to.equal(0);
  }).timeout(60_000);

  it('does no harm either when its statement ends while the cancellation is on its way', async () => {
    let late = 0;
    for (let round = 0; round < 50; round += 1) {
      const outcomes = await Promise.allSettled([slowly(0.098 + round / 10_000), slowly(0.1)]);
      late += outcomes.filter(({ status }) => status === 'rejected').length;
      expect(await useBoth()).to.deep.equal([1, 2, 3, 4]);
    }
    expect(late).to.be.above(0);
  }).timeout(60_000);

  it('does not begin statements any more, and rolls its transaction back', async () => {
    const seen: unknown[] = [];
    const load = async (signal: AbortSignal): Promise<number> => {
      await database.knex.transaction(async (transaction) => {
        await transaction.raw('create table left_behind ()');
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        seen.push(await rejection(transaction.raw('select 1')));
        throw signal.reason as Error;
      });
      return 1;
    };
    expect(await rejection(instance.cache.getOrLoad(numbers, { n: -1 }, load))).to.be.instanceOf(LoadTimedOut);
    await eventually('the statement is refused', () => seen.length === 1);
    expect(seen[0]).to.be.instanceOf(LoadTimedOut);
    await eventually('both connections are free', () => database.knex.client.pool.numUsed() === 0);
    expect(await database.knex.schema.hasTable('left_behind')).to.equal(false);
  });
});

import { expect } from 'chai';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { MemoryInvalidationFeed } from '../../../src/adapters/memory/memory-invalidation-feed.js';
import { QueueingBulkhead } from '../../../src/adapters/memory/queueing-bulkhead.js';
import { cacheFamily, CacheStatistics, LoadingCache, ProcessTier, type TierEntry } from '../../../src/core/caching/index.js';
import { FakeClock } from '../../support/fake-clock.js';

describe('LoadingCache.peekKey', () => {
  const family = cacheFamily<{ name: string }>()('thing:{id}', {
    ttlSeconds: 60,
    version: 1,
    negativeSeconds: 60,
    softSeconds: 5,
    tags: ({ id }) => [`thing:${id}`],
    softTags: () => ['counts'],
  });
  const key = family.key({ id: 'a' });
  let clock: FakeClock;
  let cache: LoadingCache;
  let statistics: CacheStatistics;
  beforeEach(() => {
    clock = new FakeClock();
    statistics = new CacheStatistics();
    const feed = new MemoryInvalidationFeed();
    cache = new LoadingCache(
      new MemoryEntryStore(clock, { maxBytes: 1_000_000 }, feed.publish),
      new ProcessTier<TierEntry>(feed, { maxBytes: 1_000_000 }),
      new QueueingBulkhead({ atOnce: 1, maxWaiting: 1, maxWaitMs: 1 }),
      clock,
      statistics,
      { softTimeoutMs: 1_000, hardTimeoutMs: 1_000, retryPauseMs: 0, mustBypass: () => false, random: () => 0 },
    );
  });
  const load = (value: { name: string } | undefined) => cache.getOrLoad(family, { id: 'a' }, async () => value);

  it('finds what this process keeps, and says the same of it as a read does', async () => {
    expect(cache.peekKey(family, key)).to.equal(undefined);
    await load({ name: 'Nino' });
    const read = await load(undefined);
    expect(cache.peekKey(family, key)).to.deep.equal(read);
    expect(statistics.of('thing').hits.process).to.equal(2);
    expect(statistics.of('thing').misses).to.equal(1);
  });

  it('finds nothing that was ended or is too old, and no absence', async () => {
    await load({ name: 'Nino' });
    await cache.invalidate(['thing:a']);
    expect(cache.peekKey(family, key), 'ended').to.equal(undefined);
    await load({ name: 'Nino' });
    await cache.invalidate(['counts']);
    clock.advance(4_999);
    expect(cache.peekKey(family, key)?.freshUntil, 'soft').to.equal(clock.now().getTime() + 1);
    clock.advance(1);
    expect(cache.peekKey(family, key), 'soft, too old').to.equal(undefined);
    await load({ name: 'Nino' });
    clock.advance(60_000);
    expect(cache.peekKey(family, key), 'too old').to.equal(undefined);
    await load(undefined);
    expect(cache.peekKey(family, key), 'absence').to.equal(undefined);
  });
});

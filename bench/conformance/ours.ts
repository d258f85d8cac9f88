import { MemoryInvalidationFeed } from '../../src/adapters/memory/memory-invalidation-feed.js';
import { QueueingBulkhead } from '../../src/adapters/memory/queueing-bulkhead.js';
import { closeRedis, connectRedis, ready } from '../../src/adapters/redis/redis-connection.js';
import { RedisEntryStore } from '../../src/adapters/redis/redis-entry-store.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import {
  cacheFamily,
  CacheStatistics,
  GuardedEntryStore,
  LoadingCache,
  ProcessTier,
  type TierEntry,
} from '../../src/core/caching/index.js';
import type { Candidate } from './candidate.js';

/** The cache of this product, with the bounds of its configuration as they come (see docs/ENVIRONMENT.md). */
export const ours: Candidate = {
  name: 'this one',
  async open(redisUrl, { ttlSeconds, tag, keepsStale }) {
    const client = connectRedis(redisUrl, { commandTimeoutMs: 500, connectTimeoutMs: 2_000, onError: () => undefined });
    await ready(client, 5_000);
    const guard = { timeoutMs: 100, failures: 3, probeMs: 250, onChange: () => undefined };
    const store = new GuardedEntryStore(new RedisEntryStore(client), guard);
    const tier = new ProcessTier<TierEntry>(new MemoryInvalidationFeed(), { maxBytes: 16 * 1024 * 1024 });
    const bulkhead = new QueueingBulkhead({ atOnce: 10, maxWaiting: 200, maxWaitMs: 2_000 });
    const cache = new LoadingCache(store, tier, bulkhead, new SystemClock(), new CacheStatistics(), {
      softTimeoutMs: 300,
      hardTimeoutMs: 3_000,
      retryPauseMs: 1_000,
      mustBypass: () => false,
    });
    const family = cacheFamily<unknown>()('conformance:{key}', {
      ttlSeconds,
      version: 1,
      staleIfErrorSeconds: keepsStale ? 3_600 : 0,
      tags: ({ key }) => [`key:${key}`, ...(tag ? [tag] : [])],
    });
    return {
      getOrLoad: async (key, load) => (await cache.getOrLoad(family, { key }, load)).value,
      invalidate: (key) => cache.invalidate([`key:${key}`]),
      invalidateTag: () => cache.invalidate([String(tag)]),
      close: async () => {
        store.close();
        await closeRedis(client);
      },
    };
  },
};

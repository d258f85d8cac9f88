import type { Redis } from 'ioredis';
import { MemoryInvalidationFeed } from '../../src/adapters/memory/memory-invalidation-feed.js';
import { QueueingBulkhead } from '../../src/adapters/memory/queueing-bulkhead.js';
import { RedisEntryStore } from '../../src/adapters/redis/redis-entry-store.js';
import { SystemClock } from '../../src/adapters/system/system-clock.js';
import { CacheStatistics, LoadingCache, ProcessTier, type TierEntry } from '../../src/core/caching/index.js';

/** The cache of one process over a Redis, without the product around it. */
export function cacheOn(client: Redis, hardTimeoutMs: number): LoadingCache {
  const tier = new ProcessTier<TierEntry>(new MemoryInvalidationFeed(), { maxBytes: 16 * 1024 * 1024 });
  const bulkhead = new QueueingBulkhead({ atOnce: 10, maxWaiting: 1_000, maxWaitMs: 10_000 });
  return new LoadingCache(new RedisEntryStore(client), tier, bulkhead, new SystemClock(), new CacheStatistics(), {
    softTimeoutMs: 300,
    hardTimeoutMs,
    retryPauseMs: 1_000,
    mustBypass: () => false,
  });
}

import { MemoryEntryStore } from '../../src/adapters/memory/memory-entry-store.js';
import { MemoryInvalidationFeed } from '../../src/adapters/memory/memory-invalidation-feed.js';
import { QueueingBulkhead } from '../../src/adapters/memory/queueing-bulkhead.js';
import {
  CacheStatistics,
  type EntryStore,
  type LoadingOptions,
  LoadingCache,
  ProcessTier,
  type TierEntry,
} from '../../src/core/caching/index.js';
import type { Clock } from '../../src/core/kernel/index.js';

const bytes = 1024 * 1024;

/** Caches of several instances over one store in memory; each hears at once what any of them invalidates. */
export class CacheInstances {
  readonly store: EntryStore;
  readonly #feeds: MemoryInvalidationFeed[] = [];

  constructor(private readonly clock: Clock) {
    this.store = new MemoryEntryStore(clock, { maxBytes: bytes }, (tags) => this.#feeds.forEach((feed) => feed.publish(tags)));
  }

  async add(options: Partial<LoadingOptions> = {}): Promise<LoadingCache> {
    const feed = new MemoryInvalidationFeed();
    const tier = new ProcessTier<TierEntry>(feed, { maxBytes: bytes });
    await feed.start(tier);
    this.#feeds.push(feed);
    const bulkhead = new QueueingBulkhead({ atOnce: 10, maxWaiting: 100, maxWaitMs: 1_000 });
    return new LoadingCache(this.store, tier, bulkhead, this.clock, new CacheStatistics(), {
      softTimeoutMs: 300,
      hardTimeoutMs: 3_000,
      retryPauseMs: 1_000,
      mustBypass: () => false,
      random: () => 0.5,
      ...options,
    });
  }
}

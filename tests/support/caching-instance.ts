import { MemoryInvalidationFeed } from '../../src/adapters/memory/memory-invalidation-feed.js';
import { QueueingBulkhead } from '../../src/adapters/memory/queueing-bulkhead.js';
import {
  type Bulkhead,
  CacheStatistics,
  type EntryStore,
  type InvalidationFeed,
  LoadingCache,
  type LoadingOptions,
  ProcessTier,
  type TierEntry,
} from '../../src/core/caching/index.js';
import type { Clock } from '../../src/core/kernel/index.js';
import { FakeClock } from './fake-clock.js';

export interface InstanceOptions extends Partial<LoadingOptions> {
  readonly clock?: Clock;
  readonly feed?: InvalidationFeed;
  readonly bulkhead?: Bulkhead;
  readonly tierBytes?: number;
}

/** Never early, and no jitter. */
const noChance = (): number => 0;

/** A LoadingCache with what one process of the product has around it. Several over one store are several processes. */
export class CachingInstance {
  readonly statistics = new CacheStatistics();
  readonly tier: ProcessTier<TierEntry>;
  readonly cache: LoadingCache;
  readonly #feed: InvalidationFeed;

  constructor(store: EntryStore, options: InstanceOptions = {}) {
    const { clock = new FakeClock(), feed = new MemoryInvalidationFeed(), bulkhead, tierBytes = 10_000_000, ...rest } = options;
    this.#feed = feed;
    this.tier = new ProcessTier<TierEntry>(feed, { maxBytes: tierBytes });
    const turns = bulkhead ?? new QueueingBulkhead({ atOnce: 8, maxWaiting: 100, maxWaitMs: 2_000 });
    this.cache = new LoadingCache(store, this.tier, turns, clock, this.statistics, {
      softTimeoutMs: 10_000,
      hardTimeoutMs: 10_000,
      retryPauseMs: 60_000,
      mustBypass: () => false,
      random: noChance,
      ...rest,
    });
  }

  /** Listens to its feed, as the composition does. */
  async start(): Promise<this> {
    const { cache } = this;
    await this.#feed.start({ invalidated: (tags) => cache.forget(tags), missed: () => cache.forgetAll() });
    return this;
  }
}

import type { Container } from 'inversify';
import { MemoryEntryStore } from '../../adapters/memory/memory-entry-store.js';
import { MemoryInvalidationFeed } from '../../adapters/memory/memory-invalidation-feed.js';
import { QueueingBulkhead } from '../../adapters/memory/queueing-bulkhead.js';
import { isFull, RedisEntryStore } from '../../adapters/redis/redis-entry-store.js';
import { RedisInvalidationFeed } from '../../adapters/redis/redis-invalidation-feed.js';
import type { Config } from '../../config/index.js';
import {
  Bulkhead,
  CacheStatistics,
  cacheTags,
  catalogueFamilies,
  EntryStore,
  GuardedEntryStore,
  cachingInvalidations,
  InvalidationFeed,
  InvalidationTable,
  LoadingCache,
  ProcessTier,
  type TierEntry,
} from '../../core/caching/index.js';
import { Clock, TransactionRunner } from '../../core/kernel/index.js';
import { Logger } from '../../core/observability/index.js';
import { RatePolicies } from '../../core/security/index.js';
import type { AdapterReport } from '../adapter-report.js';
import type { FeatureModule } from '../feature-module.js';
import type { RedisClients } from '../redis-clients.js';
import { provide, wire } from '../wire.js';

const storeBytes = 64 * 1024 * 1024;
const guard = { timeoutMs: 100, failures: 3, probeMs: 250 };

/** Cached reads: a tier in this process over a store of all instances. */
export function bindCaching(container: Container, config: Config, report: AdapterReport, redis: RedisClients | undefined): void {
  if (redis) bindRedisStore(container, redis);
  else bindMemoryStore(container);
  report.chose('EntryStore', redis ? 'Redis' : 'memory', redis ? 'REDIS_URL is set' : 'no REDIS_URL: for one process');
  // A quarter of the connections stays for everything that is not loaded through the cache.
  const atOnce = Math.max(1, Math.floor(config.database.poolSize * 0.75));
  provide(container, Bulkhead, () => new QueueingBulkhead({ atOnce, maxWaiting: 20 * atOnce, maxWaitMs: 2_000 }));
  provide(container, CacheStatistics, () => {
    const statistics = new CacheStatistics();
    statistics.declare(catalogueFamilies);
    return statistics;
  });
  provide(container, ProcessTier<TierEntry>, (get) => {
    return new ProcessTier<TierEntry>(get(InvalidationFeed), { maxBytes: config.cache.processBytes });
  });
  provide(container, LoadingCache, (get) => {
    const transactions = get(TransactionRunner);
    const { ttlSeconds, softSeconds, softTimeoutMs, hardTimeoutMs } = config.cache;
    return new LoadingCache(get(EntryStore), get(ProcessTier<TierEntry>), get(Bulkhead), get(Clock), get(CacheStatistics), {
      softTimeoutMs,
      hardTimeoutMs,
      ttlSeconds,
      ...(softSeconds === undefined ? {} : { softSeconds }),
      retryPauseMs: 1_000,
      mustBypass: () => transactions.isActive(),
    });
  });
}

function bindMemoryStore(container: Container): void {
  wire(container, MemoryInvalidationFeed, []);
  provide(container, InvalidationFeed, (get) => get(MemoryInvalidationFeed));
  provide(container, EntryStore, (get) => {
    return new MemoryEntryStore(get(Clock), { maxBytes: storeBytes }, get(MemoryInvalidationFeed).publish);
  });
}

function bindRedisStore(container: Container, { commands, subscriber }: RedisClients): void {
  provide(container, GuardedEntryStore, (get) => {
    const logger = get(Logger);
    let told = false;
    const store = new GuardedEntryStore(new RedisEntryStore(commands), {
      ...guard,
      isOutage: (error) => !isFull(error),
      onChange: (state, error) => {
        if (state === 'closed') logger.log('info', 'caching', 'Redis is used again; everything kept before was ended');
        else if (error && !told) logger.log('warn', 'caching', 'Reads go without Redis: it does not answer', { error });
        told = state !== 'closed' && (told || error !== undefined);
      },
    });
    // What other instances ended while we were cut off stands there as we left it, and what we ended may not have arrived.
    commands.on('close', () => store.open());
    return store;
  });
  provide(container, EntryStore, (get) => get(GuardedEntryStore));
  provide(container, InvalidationFeed, (get) => {
    const onError = (error: unknown): void => get(Logger).log('warn', 'caching', 'Invalidations are not heard', { error });
    return new RedisInvalidationFeed(commands, subscriber, onError);
  });
}

/** What the events of these features end, and the event that ends everything. */
export function bindInvalidations(container: Container, modules: readonly FeatureModule[]): void {
  const declared = modules.flatMap(({ invalidations }) => (invalidations ? [invalidations] : []));
  provide(container, InvalidationTable, () => new InvalidationTable([cachingInvalidations, ...declared]));
}

/** Listens for what any instance ends. Until it has begun, this process keeps nothing of its own. */
export async function startCaching(container: Container): Promise<void> {
  const [cache, policies] = [container.get(LoadingCache), container.get(RatePolicies)];
  await container.get(InvalidationFeed).start({
    invalidated: (tags) => {
      cache.forget(tags);
      if (tags.includes(cacheTags.rateLimits)) policies.forget();
    },
    missed: () => {
      cache.forgetAll();
      policies.forget();
    },
  });
}

export async function stopCaching(container: Container): Promise<void> {
  await container.get(InvalidationFeed).stop();
  guardOf(container)?.close();
}

/** Of the store on Redis; absent without Redis. */
export function guardOf(container: Container): GuardedEntryStore | undefined {
  return container.isBound(GuardedEntryStore) ? container.get(GuardedEntryStore) : undefined;
}

export { counterStep, lifetimeMs, spreadLifetimeMs, textValue, valueText } from './cache-arguments.js';
export { Cached, type CachedRules, type HasCache } from './cached.js';
export {
  cacheFamily,
  familyName,
  type CacheFamily,
  type FamilyRules,
  type KeyParameters,
  type ValueCodec,
} from './cache-family.js';
export { cachingEvents, cachingInvalidations } from './caching-events.js';
export { cacheTags, everything, familyTag } from './cache-tags.js';
export { CacheFamilyNotFound, CacheNotCleared } from './caching.errors.js';
export { catalogue, catalogueFamilies } from './catalogue.js';
export { CacheStatistics, readsOf, type FamilyFigures, type Tier } from './cache-statistics.js';
export { CacheWatch, type WatchRules, watchRules } from './cache-watch.js';
export { type BreakerOptions, type BreakerState, CircuitBreaker, CircuitOpen } from './circuit-breaker.js';
export { LoadTimedOut, type Load, type LoadingTimes, type TierEntry } from './filler.js';
export { CacheUnavailable, GuardedEntryStore, type GuardOptions } from './guarded-entry-store.js';
export { InvalidateOnEvent } from './invalidate-on-event.js';
export { InvalidatingEventOutbox } from './invalidating-event-outbox.js';
export { type AnyInvalidations, endsNothing, type Invalidations, InvalidationTable } from './invalidations.js';
export { keyPattern } from './key-pattern.js';
export { loadSignal, underSignal } from './load-signal.js';
export { LoadingCache, type LoadedValue, type LoadingOptions, type Wanted } from './loading-cache.js';
export { Bulkhead } from './ports/bulkhead.js';
export { Cache } from './ports/cache.js';
export { type Dependencies, type EntryReading, EntryStore, type Fill } from './ports/entry-store.js';
export { InvalidationFeed, type InvalidationListener } from './ports/invalidation-feed.js';
export { ProcessTier } from './process-tier.js';
export { SingleFlight, type StillWanted } from './single-flight.js';
export { ClearCacheFamily } from './use-cases/clear-cache-family.js';
export { type CacheReport, type FamilyReport, ReadCacheReport } from './use-cases/read-cache-report.js';
export { dataCodec } from './value-codec.js';
export { withDeadline } from './waiting.js';
export { type Warm, Warming, type WarmingTask } from './warming.js';

import { hostname } from 'node:os';
import { CachingController } from '../../adapters/http/caching/caching.controller.js';
import { AuditTrail } from '../../core/audit/index.js';
import {
  CacheStatistics,
  CacheWatch,
  ClearCacheFamily,
  GuardedEntryStore,
  LoadingCache,
  ProcessTier,
  ReadCacheReport,
  type TierEntry,
} from '../../core/caching/index.js';
import { Clock } from '../../core/kernel/index.js';
import { ErrorTracker, Logger } from '../../core/observability/index.js';
import type { FeatureModule } from '../feature-module.js';
import { provide, wire } from '../wire.js';

const instance = `${hostname()}/${process.pid}`;

export const cacheAdministrationModule: FeatureModule = {
  bind(container) {
    provide(container, ReadCacheReport, (get) => {
      const guard = container.isBound(GuardedEntryStore) ? get(GuardedEntryStore) : undefined;
      return new ReadCacheReport(get(CacheStatistics), get(ProcessTier<TierEntry>), get(Clock), instance, guard);
    });
    wire(container, ClearCacheFamily, [LoadingCache, AuditTrail]);
    provide(container, CacheWatch, (get) => new CacheWatch(get(CacheStatistics), get(Logger), get(ErrorTracker)));
  },
  controllers: [CachingController],
  eventHandlers: [],
  jobs: [],
};

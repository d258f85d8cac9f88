import { StatsController } from '../../adapters/http/stats/stats.controller.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { KnexCommunityStatsReader } from '../../adapters/postgres/stats/knex-community-stats-reader.js';
import { LoadingCache } from '../../core/caching/index.js';
import { Clock } from '../../core/kernel/index.js';
import { CachedCommunityStatsReader, CommunityStatsReader, GetCommunityStats } from '../../core/stats/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const statsModule: FeatureModule = {
  bind(container) {
    wire(container, KnexCommunityStatsReader, [KnexSession]);
    wire(container, CachedCommunityStatsReader, [KnexCommunityStatsReader, LoadingCache], CommunityStatsReader);
    wire(container, GetCommunityStats, [CommunityStatsReader, Clock]);
  },
  controllers: [StatsController],
  eventHandlers: [],
  jobs: [],
};

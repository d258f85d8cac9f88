export { CachedCommunityStatsReader, postsTodayFamily, usersCountFamily } from './cached-community-stats-reader.js';
export { startOfDay } from './georgian-day.js';
export { CommunityStatsReader } from './ports/community-stats-reader.js';
export { type CommunityStats, GetCommunityStats } from './use-cases/get-community-stats.js';

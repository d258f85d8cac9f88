import { familyName } from './cache-family.js';

/**
 * Every key of the cache and how long its values are fresh (seconds), in one place; CACHE_TTLS overrides the times by name. What a family holds
 * and what ends it is declared beside its feature (`<feature>/…-caching.ts`), with the tags of cache-tags.ts.
 */
export const catalogue = {
  profile: { pattern: 'user:profile:{userId}:{viewer}', ttlSeconds: 300 },
  userId: { pattern: 'user:id:{username}', ttlSeconds: 3_600 },
  postOrigin: { pattern: 'post:{postId}:origin', ttlSeconds: 86_400 },
  categories: { pattern: 'categories:all', ttlSeconds: 3_600 },
  trendingPosts: { pattern: 'trending:posts:{page}:{limit}', ttlSeconds: 300 },
  trendingHashtags: { pattern: 'trending:hashtags:{limit}', ttlSeconds: 300 },
  feed: { pattern: 'feed:{userId}:page:{page}:{limit}', ttlSeconds: 60 },
  usersCount: { pattern: 'stats:users:count', ttlSeconds: 300 },
  postsToday: { pattern: 'stats:posts:today:{day}', ttlSeconds: 300 },
} as const;

/** The names of the families of the catalogue. */
export const catalogueFamilies: readonly string[] = Object.values(catalogue).map(({ pattern }) => familyName(pattern));

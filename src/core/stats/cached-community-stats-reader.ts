import { Cached, cacheFamily, cacheTags, catalogue, type LoadingCache } from '../caching/index.js';
import { CommunityStatsReader } from './ports/community-stats-reader.js';

const rules = { version: 1, staleWhileRevalidateSeconds: 60, staleIfErrorSeconds: 3_600 } as const;

export const usersCountFamily = cacheFamily<number>()(catalogue.usersCount.pattern, {
  ...rules,
  ttlSeconds: catalogue.usersCount.ttlSeconds,
  tags: () => [cacheTags.people],
});

export const postsTodayFamily = cacheFamily<number>()(catalogue.postsToday.pattern, {
  ...rules,
  ttlSeconds: catalogue.postsToday.ttlSeconds,
  tags: () => [cacheTags.posts],
});

/** CommunityStatsReader as before, from the cache: bans that end by themselves show within the time the figure lives. */
export class CachedCommunityStatsReader extends CommunityStatsReader {
  constructor(
    private readonly inner: CommunityStatsReader,
    readonly cache: LoadingCache,
  ) {
    super();
  }

  @Cached(usersCountFamily, (_now: Date) => ({}))
  override countUsers(now: Date): Promise<number> {
    return this.inner.countUsers(now);
  }

  @Cached(postsTodayFamily, (since: Date) => ({ day: since.toISOString() }))
  override countPosts(since: Date): Promise<number> {
    return this.inner.countPosts(since);
  }
}

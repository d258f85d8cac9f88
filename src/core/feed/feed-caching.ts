import { cacheFamily, cacheTags, catalogue, type Invalidations } from '../caching/index.js';
import type { Page } from '../kernel/index.js';
import type { PostView } from '../posts/index.js';
import { feedEvents, type FeedEvents } from './feed-events.js';
import type { TrendingHashtag } from './ports/trending-reader.js';

/** See cacheTags for what hangs on which. */
export const feedInvalidations: Invalidations<FeedEvents> = {
  [feedEvents.trendingRanked]: () => [cacheTags.trending],
};

/** A page by number of one person's feed. Likes of others come with the next load. */
export const feedFamily = cacheFamily<Page<PostView>>()(catalogue.feed.pattern, {
  ttlSeconds: catalogue.feed.ttlSeconds,
  version: 1,
  tags: ({ userId }) => [cacheTags.viewer(String(userId)), cacheTags.posts, cacheTags.people],
  softTags: () => [cacheTags.reactions, cacheTags.bios],
  softSeconds: 10,
});

/** A page by number as guests see it. */
export const trendingPostsFamily = cacheFamily<Page<PostView>>()(catalogue.trendingPosts.pattern, {
  ttlSeconds: catalogue.trendingPosts.ttlSeconds,
  version: 1,
  tags: () => [cacheTags.trending, cacheTags.posts, cacheTags.people],
  softTags: () => [cacheTags.reactions, cacheTags.bios],
  softSeconds: 10,
  staleIfErrorSeconds: 3_600,
});

export const trendingHashtagsFamily = cacheFamily<TrendingHashtag[]>()(catalogue.trendingHashtags.pattern, {
  ttlSeconds: catalogue.trendingHashtags.ttlSeconds,
  version: 1,
  tags: () => [cacheTags.trending, cacheTags.posts],
  staleWhileRevalidateSeconds: 30,
  staleIfErrorSeconds: 3_600,
});

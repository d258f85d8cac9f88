/** Names of the events of this feature. */
export const feedEvents = {
  trendingRanked: 'feed.trending-ranked',
} as const;

/** Posts and hashtags were ranked anew; so many of each. */
export type TrendingRanked = { readonly posts: number; readonly hashtags: number };

/** The payload of each event. */
export type FeedEvents = { readonly [feedEvents.trendingRanked]: TrendingRanked };

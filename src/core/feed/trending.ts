/**
 * The score of a post: `log10(2 + points) / (2 + hours) ^ gravity`, which lets every post sink with its age, however well it was liked. The form and
 * the gravity are those of Lemmy's ranking (https://join-lemmy.org/docs/contributors/07-ranking-algo.html), after Hacker News. Points: a person counts
 * once for a like and once for commenting, whatever he writes; the author's own do not count.
 */
export interface PostTrendRule {
  readonly gravity: number;
  /** Points of one person's like, comment, repost. */
  readonly likePoints: number;
  readonly commenterPoints: number;
  readonly repostPoints: number;
  /** Older posts are not ranked. */
  readonly windowHours: number;
  /** Of one author no more than this in the whole ranking, so that no page of any size holds more. */
  readonly maxPerAuthor: number;
  readonly length: number;
}

/**
 * The score of a hashtag: every author counts once, with `2 ^ (-hours / half-life)` of his newest post with it. One person alone lifts no tag, however
 * often he writes it. The half-life form is that of Mastodon's trends.
 */
export interface HashtagTrendRule {
  readonly halfLifeHours: number;
  readonly windowHours: number;
  readonly length: number;
}

export const postTrendRule: PostTrendRule = {
  gravity: 1.8,
  likePoints: 1,
  commenterPoints: 2,
  repostPoints: 2,
  windowHours: 7 * 24,
  maxPerAuthor: 2,
  length: 200,
};

export const hashtagTrendRule: HashtagTrendRule = { halfLifeHours: 24, windowHours: 14 * 24, length: 100 };

/** So long a reader may take over the pages of one ranking. */
export const rankingKeptSeconds = 1_800;

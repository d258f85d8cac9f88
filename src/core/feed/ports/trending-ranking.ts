import type { HashtagTrendRule, PostTrendRule } from '../trending.js';

/** Makes the rankings that TrendingReader reads, from all live public posts of people in good standing. Whoever reads meanwhile sees the one before. */
export abstract class TrendingRanking {
  /** How many posts were ranked. The rankings made before `forgetBefore` go, and where nothing is ranked all earlier ones. */
  abstract rankPosts(rule: PostTrendRule, at: Date, forgetBefore: Date): Promise<number>;
  /** How many hashtags were ranked. */
  abstract rankHashtags(rule: HashtagTrendRule, at: Date): Promise<number>;
}

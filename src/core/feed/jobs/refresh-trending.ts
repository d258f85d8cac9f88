import type { RecurringJob } from '../../background/index.js';
import type { Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { feedEvents, type TrendingRanked } from '../feed-events.js';
import type { TrendingRanking } from '../ports/trending-ranking.js';
import { hashtagTrendRule, postTrendRule, rankingKeptSeconds } from '../trending.js';

export class RefreshTrending implements RecurringJob {
  readonly name = 'refresh-trending';
  readonly everySeconds = 300;
  readonly atStart = true;

  constructor(
    private readonly ranking: TrendingRanking,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /** Posts and hashtags change places together, and with them what is told of it. */
  run(): Promise<void> {
    const now = this.clock.now();
    return this.transactions.run(async () => {
      const posts = await this.ranking.rankPosts(postTrendRule, now, new Date(now.getTime() - rankingKeptSeconds * 1_000));
      const hashtags = await this.ranking.rankHashtags(hashtagTrendRule, now);
      const ranked: TrendingRanked = { posts, hashtags };
      await this.outbox.record(feedEvents.trendingRanked, ranked);
    });
  }
}

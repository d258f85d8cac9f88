import type { LoadingCache, Warm, WarmingTask } from '../caching/index.js';
import type { EventHandler } from '../kernel/index.js';
import { trendingHashtagsFamily, trendingPostsFamily } from './feed-caching.js';
import { feedEvents } from './feed-events.js';
import type { TrendingReader } from './ports/trending-reader.js';

/** What a guest sees who asks for no other page: the first, of this many. */
const first = { page: 1, limit: 10 } as const;

/** The front page of guests. `trending` is the reader behind the cache. */
export class WarmTrending implements WarmingTask {
  readonly name = 'trending';
  readonly everySeconds = 120;

  constructor(private readonly trending: TrendingReader) {}

  async run(warm: Warm): Promise<void> {
    await warm(trendingPostsFamily, first, () => this.trending.posts(undefined, first));
    await warm(trendingHashtagsFamily, { limit: first.limit }, () => this.trending.hashtags(first.limit));
  }
}

/** A new ranking ends what was kept: the new one is kept before the first guest asks for it. */
export class WarmTrendingWhenRanked implements EventHandler {
  readonly eventName = feedEvents.trendingRanked;

  constructor(
    private readonly task: WarmTrending,
    private readonly cache: LoadingCache,
  ) {}

  handle(): Promise<void> {
    return this.task.run((family, parameters, load) => this.cache.refresh(family, parameters, load));
  }
}

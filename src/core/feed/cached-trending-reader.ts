import { Cached, type LoadingCache } from '../caching/index.js';
import type { Page, PageRequest } from '../kernel/index.js';
import type { PostView } from '../posts/index.js';
import { trendingHashtagsFamily, trendingPostsFamily } from './feed-caching.js';
import { type TrendingHashtag, TrendingReader } from './ports/trending-reader.js';

/** TrendingReader as before; what guests see page by page, and hashtags, which nobody gets late, from the cache. */
export class CachedTrendingReader extends TrendingReader {
  constructor(
    private readonly inner: TrendingReader,
    readonly cache: LoadingCache,
  ) {
    super();
  }

  override async posts(viewerId: string | undefined, request: PageRequest): Promise<Page<PostView>> {
    if (viewerId !== undefined || request.after) return this.inner.posts(viewerId, request);
    const { page, limit } = request;
    const load = (): Promise<Page<PostView>> => this.inner.posts(undefined, request);
    return (await this.cache.getOrLoad(trendingPostsFamily, { page, limit }, load)).value ?? load();
  }

  @Cached(trendingHashtagsFamily, (limit: number) => ({ limit }), { consistency: 'shared' })
  override hashtags(limit: number): Promise<TrendingHashtag[]> {
    return this.inner.hashtags(limit);
  }
}

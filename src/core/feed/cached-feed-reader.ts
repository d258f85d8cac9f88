import type { LoadingCache } from '../caching/index.js';
import type { Keyset, Page, PageRequest } from '../kernel/index.js';
import type { PostView } from '../posts/index.js';
import { feedFamily } from './feed-caching.js';
import { FeedReader } from './ports/feed-reader.js';

/** FeedReader as before; pages by number from the cache. Every post, deletion, follow, block and change of visibility ends them at once. */
export class CachedFeedReader extends FeedReader {
  constructor(
    private readonly inner: FeedReader,
    private readonly cache: LoadingCache,
  ) {
    super();
  }

  override async page(personId: string, request: PageRequest): Promise<Page<PostView>> {
    if (request.after) return this.inner.page(personId, request);
    const { page, limit } = request;
    const load = (): Promise<Page<PostView>> => this.inner.page(personId, request);
    const parameters = { userId: personId, page, limit };
    return (await this.cache.getOrLoad(feedFamily, parameters, load, { consistency: 'shared' })).value ?? load();
  }

  override countNewer(personId: string, position: Keyset, most: number): Promise<number> {
    return this.inner.countNewer(personId, position, most);
  }
}

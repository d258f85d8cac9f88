import type { Page, PageRequest } from '../../kernel/index.js';
import type { PostView } from '../../posts/index.js';
import type { TrendingHashtag, TrendingReader } from '../ports/trending-reader.js';

export class ReadTrending {
  constructor(private readonly trending: TrendingReader) {}

  posts(viewerId: string | undefined, page: PageRequest): Promise<Page<PostView>> {
    return this.trending.posts(viewerId, page);
  }

  hashtags(limit: number): Promise<TrendingHashtag[]> {
    return this.trending.hashtags(limit);
  }
}

import type { Page, PageRequest } from '../../kernel/index.js';
import type { PostView } from '../../posts/index.js';

export interface TrendingHashtag {
  readonly id: string;
  readonly name: string;
  /** Live public posts. */
  readonly postsCount: number;
}

/**
 * What the last ranking found (see TrendingRanking). Posts as PostReader shows them to a viewer (an id, or `undefined` for a guest). A
 * position names its ranking and a place in it, so that turning pages stays within one even when a newer one was made or the post at that
 * place is gone; a ranking that is no longer kept ends the list.
 */
export abstract class TrendingReader {
  abstract posts(viewerId: string | undefined, page: PageRequest): Promise<Page<PostView>>;
  /** The first so many, best first. Tags without a public post are left out. */
  abstract hashtags(limit: number): Promise<TrendingHashtag[]>;
}

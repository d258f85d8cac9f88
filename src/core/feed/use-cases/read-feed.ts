import type { Actor, Keyset, Page, PageRequest } from '../../kernel/index.js';
import type { PostView } from '../../posts/index.js';
import type { FeedReader } from '../ports/feed-reader.js';

/** More than this nobody wants to know exactly. */
export const mostNewerCounted = 100;

export class ReadFeed {
  constructor(private readonly feed: FeedReader) {}

  execute(actor: Actor, page: PageRequest): Promise<Page<PostView>> {
    return this.feed.page(actor.userId, page);
  }

  /** How many posts of others came in above this position; 100 stands for 100 or more. */
  countNewer(actor: Actor, position: Keyset): Promise<number> {
    return this.feed.countNewer(actor.userId, position, mostNewerCounted);
  }
}

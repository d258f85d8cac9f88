import type { Keyset, Page, PageRequest } from '../../kernel/index.js';
import type { PostView } from '../../posts/index.js';

/**
 * A person's feed: what he and the people he follows posted, newest first, each as PostReader shows it to him. Made at the time of reading, so it
 * is exact at once after every post, deletion, follow, block and change of visibility; pages never come short while there is more, and by
 * position nobody's post is repeated or lost.
 *
 * `total` counts the posts of these people that are not private, and all of his own; a repost whose original he does not get to see is
 * counted, though not shown.
 */
export abstract class FeedReader {
  abstract page(personId: string, page: PageRequest): Promise<Page<PostView>>;
  /** How many posts of others stand above this position; counted up to `most`. */
  abstract countNewer(personId: string, position: Keyset, most: number): Promise<number>;
}

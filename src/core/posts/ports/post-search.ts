import type { Page, PageRequest } from '../../kernel/index.js';
import type { PostView } from '../post-view.js';

/**
 * Finds posts by their text, of those that a viewer (an id, or `undefined` for a guest) gets to see (see PostReader). A post is found when it holds
 * every word of the question, or one that begins so, in any script and any reading (see SearchQuery); only where no post does, those
 * whose words are nearly there. First the posts that hold the question in its own script, then all others, each newest first. Where more than 500
 * posts match, the newest 500 of them are looked at, and `total` counts no more.
 */
export abstract class PostSearch {
  abstract search(text: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PostView>>;
}

import type { Page, PageRequest } from '../../kernel/index.js';
import type { PostView } from '../post-view.js';
import type { PostSearch } from '../ports/post-search.js';

export class SearchPosts {
  constructor(private readonly posts: PostSearch) {}

  /** `text` is not empty. See PostSearch for what matches, and in which order. */
  execute(text: string, viewerId: string | undefined, page: PageRequest): Promise<Page<PostView>> {
    return this.posts.search(text, viewerId, page);
  }
}

import type { Page, PageRequest } from '../../kernel/index.js';
import type { CommentView } from '../comment-view.js';
import type { CommentReader } from '../ports/comment-reader.js';
import { PostNotFound } from '../posts.errors.js';

export class ListComments {
  constructor(private readonly reader: CommentReader) {}

  /** Those directly on the post, newest first. Throws PostNotFound for a post the viewer does not get to see. */
  async execute(postId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<CommentView>> {
    const found = await this.reader.ofPost(postId, viewerId, page);
    if (!found) throw new PostNotFound();
    return found;
  }
}

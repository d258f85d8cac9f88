import type { Page, PageRequest } from '../../kernel/index.js';
import type { CommentView } from '../comment-view.js';
import type { CommentReader } from '../ports/comment-reader.js';
import { CommentNotFound } from '../posts.errors.js';

export class ListCommentReplies {
  constructor(private readonly reader: CommentReader) {}

  /** Oldest first. Throws CommentNotFound for a comment the viewer does not get to see. */
  async execute(commentId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<CommentView>> {
    const found = await this.reader.repliesTo(commentId, viewerId, page);
    if (!found) throw new CommentNotFound();
    return found;
  }
}

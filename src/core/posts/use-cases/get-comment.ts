import type { CommentView } from '../comment-view.js';
import type { CommentReader } from '../ports/comment-reader.js';
import { CommentNotFound } from '../posts.errors.js';

export class GetComment {
  constructor(private readonly reader: CommentReader) {}

  /** Throws CommentNotFound for a comment the viewer does not get to see. */
  async execute(commentId: string, viewerId: string | undefined): Promise<CommentView> {
    const found = await this.reader.find(commentId, viewerId);
    if (!found) throw new CommentNotFound();
    return found;
  }
}

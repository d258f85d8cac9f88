import type { Page, PageRequest } from '../../kernel/index.js';
import type { CommentView } from '../comment-view.js';

/**
 * Comments as a viewer (an id, or `undefined` for a guest) sees them now. A comment is shown where its post is (see PostReader), unless it,
 * or one above it, was written by somebody unverified, banned, or standing in a block with the viewer, in either direction. A deleted one is
 * shown, emptied, while something live stands below it. Lists neither show nor count what is hidden; a position (`Keyset`) stays exact while
 * others come and go; the number of statements does not depend on the size of the page.
 */
export abstract class CommentReader {
  /** `undefined` for an unknown comment and for one that is not shown. */
  abstract find(commentId: string, viewerId: string | undefined): Promise<CommentView | undefined>;

  /** Directly on the post, newest first, each with its first replies. `undefined` when the post is not shown. */
  abstract ofPost(postId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<CommentView> | undefined>;

  /**
   * Oldest first: below a comment on the post everything, however deep; below a reply those to itself. A position is continued towards the
   * newer. `undefined` when the comment is not shown.
   */
  abstract repliesTo(commentId: string, viewerId: string | undefined, page: PageRequest): Promise<Page<CommentView> | undefined>;
}

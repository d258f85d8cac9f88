import type { PostVisibility } from './post.js';
import { CommentNotFound } from './posts.errors.js';

/** Who took a comment away. */
export type CommentDeleter = 'AUTHOR' | 'MODERATOR';

/** Who takes a comment away that is not his; `decisionId`: of the decision that may be undone. */
export interface CommentRemover {
  readonly deletedBy: CommentDeleter;
  readonly decisionId: string | null;
}

/** What decides over a comment, and where it stands. `rootId`: of the comment directly on the post above it; null for such a one itself. */
export interface Comment {
  readonly id: string;
  readonly postId: string;
  readonly authorId: string;
  readonly parentId: string | null;
  readonly rootId: string | null;
  readonly content: string;
  readonly isDeleted: boolean;
}

/** A comment to be added. */
export type NewComment = Omit<Comment, 'isDeleted'> & { readonly createdAt: Date };

/** Under or in whose post something is said, and who gets to read it. */
export interface CommentedPost {
  readonly authorId: string;
  readonly visibility: PostVisibility;
}

/** The comment, when it is there and not deleted. Throws CommentNotFound. */
export function assertLive<C extends Pick<Comment, 'isDeleted'>>(comment: C | undefined): C {
  if (!comment || comment.isDeleted) throw new CommentNotFound();
  return comment;
}

/** Where an answer to `parent` stands on this post; without one it stands directly on the post. Throws CommentNotFound for one of another post. */
export function placeOf(postId: string, parent: Comment | undefined): Pick<Comment, 'parentId' | 'rootId'> {
  if (!parent) return { parentId: null, rootId: null };
  if (parent.postId !== postId) throw new CommentNotFound();
  return { parentId: parent.id, rootId: parent.rootId ?? parent.id };
}

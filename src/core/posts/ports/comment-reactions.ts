import type { Like } from '../comment-view.js';

export interface LikeChange extends Like {
  /** Whether this call made the difference. */
  readonly changed: boolean;
}

/**
 * Likes of comments. The counter moves with the like in one step, and is exact whoever else reacts. Calls of one person at the same time work as
 * if one came after another. Who may see the comment is not asked here. `undefined` for a deleted or unknown comment; nothing changes then.
 */
export abstract class CommentReactions {
  /** Likes, or takes the like back. */
  abstract toggleLike(commentId: string, userId: string, at: Date): Promise<LikeChange | undefined>;

  /** Repeating it changes nothing. */
  abstract like(commentId: string, userId: string, at: Date): Promise<LikeChange | undefined>;

  /** Repeating it changes nothing. */
  abstract unlike(commentId: string, userId: string): Promise<LikeChange | undefined>;
}

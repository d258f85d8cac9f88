import type { PersonCard } from '../profiles/index.js';
import type { CommentDeleter } from './comment.js';

/** How a like stands after a change. */
export interface Like {
  readonly isLiked: boolean;
  readonly likesCount: number;
}

/**
 * A comment as one viewer sees it. Of a deleted one that is kept for the answers below it only the place, the author and the times are left:
 * no text, no likes.
 */
export interface CommentView {
  readonly id: string;
  readonly content: string;
  readonly postId: string;
  readonly parentId: string | null;
  readonly author: PersonCard;
  readonly likeCount: number;
  /** Live ones: of a comment on the post everything below it, of a reply those to itself. */
  readonly repliesCount: number;
  /** False for guests. */
  readonly isLiked: boolean;
  readonly isDeleted: boolean;
  /** `null` for a live one. */
  readonly deletedBy: CommentDeleter | null;
  /** The first of those below, oldest first; only in the list of comments on a post, else empty. */
  readonly replies: readonly CommentView[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** How many replies come along with a comment in the list of a post. */
export const previewedReplies = 3;

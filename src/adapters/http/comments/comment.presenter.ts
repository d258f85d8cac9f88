import type { ObjectStorage } from '../../../core/media/index.js';
import type { CommentView, Like } from '../../../core/posts/index.js';
import { presentCard, type UserCardView } from '../profiles/profile.presenter.js';

/** `Comment` of the contract. */
export interface CommentAnswer {
  readonly id: string;
  readonly content: string;
  readonly postId: string;
  readonly parentId: string | null;
  readonly author: UserCardView;
  readonly likeCount: number;
  readonly repliesCount: number;
  readonly isLiked: boolean;
  readonly isDeleted: boolean;
  readonly deletedBy: string | null;
  readonly replies: readonly CommentAnswer[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function presentComment(comment: CommentView, storage: ObjectStorage): CommentAnswer {
  return {
    id: comment.id,
    content: comment.content,
    postId: comment.postId,
    parentId: comment.parentId,
    author: presentCard(comment.author, storage),
    likeCount: comment.likeCount,
    repliesCount: comment.repliesCount,
    isLiked: comment.isLiked,
    isDeleted: comment.isDeleted,
    deletedBy: comment.deletedBy,
    replies: comment.replies.map((reply) => presentComment(reply, storage)),
    createdAt: comment.createdAt.toISOString(),
    updatedAt: comment.updatedAt.toISOString(),
  };
}

export function presentLike({ isLiked, likesCount }: Like): Like {
  return { isLiked, likesCount };
}

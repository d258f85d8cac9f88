import type { CommentAdded, CommentChanged, PostChanged, PostLiked } from '../posts/index.js';
import type { PersonFollowed } from '../profiles/index.js';
import type { ToldType } from './notification.js';

/** Why somebody may be told. */
export interface Reason {
  readonly recipientId: string;
  readonly type: ToldType;
}

/** Something that happened, and whom it concerns. */
export interface News {
  readonly actorId: string;
  /** What it is about: a post, a comment, or a person. */
  readonly targetId: string;
  readonly postId: string | null;
  readonly commentId: string | null;
  /** Strongest first. A person with several reasons is told once, for the first that he has not switched off. Never the actor himself. */
  readonly reasons: readonly Reason[];
  readonly at: Date;
}

export function newsOfFollow({ followerId, followeeId }: PersonFollowed, at: Date): News {
  const reasons = others(followerId, [{ recipientId: followeeId, type: 'NEW_FOLLOWER' }]);
  return { actorId: followerId, targetId: followerId, postId: null, commentId: null, reasons, at };
}

export function newsOfLike({ postId, authorId, likerId }: PostLiked, at: Date): News {
  const reasons = others(likerId, [{ recipientId: authorId, type: 'POST_LIKE' }]);
  return { actorId: likerId, targetId: postId, postId, commentId: null, reasons, at };
}

/** A post that is new or was changed. */
export function newsOfPost(
  { postId, authorId, mentionedIds }: Pick<PostChanged, 'postId' | 'authorId' | 'mentionedIds'>,
  at: Date,
): News {
  return { actorId: authorId, targetId: postId, postId, commentId: null, reasons: others(authorId, mentions(mentionedIds)), at };
}

/** A reply is a stronger reason than a mention, and a mention than a comment on one's post. */
export function newsOfComment(
  { commentId, postId, postAuthorId, authorId, parentAuthorId, mentionedIds }: CommentAdded,
  at: Date,
): News {
  const reasons = others(authorId, [
    ...(parentAuthorId === null ? [] : [{ recipientId: parentAuthorId, type: 'COMMENT_REPLY' as const }]),
    ...mentions(mentionedIds),
    { recipientId: postAuthorId, type: 'POST_COMMENT' },
  ]);
  return { actorId: authorId, targetId: commentId, postId, commentId, reasons, at };
}

export function newsOfChangedComment({ commentId, postId, authorId, mentionedIds }: CommentChanged, at: Date): News {
  return { actorId: authorId, targetId: commentId, postId, commentId, reasons: others(authorId, mentions(mentionedIds)), at };
}

const mentions = (ids: readonly string[]): Reason[] =>
  [...new Set(ids)].map((recipientId) => ({ recipientId, type: 'MENTION' as const }));

/** Nobody is told of what he does himself. */
const others = (actorId: string, reasons: readonly Reason[]): Reason[] =>
  reasons.filter(({ recipientId }) => recipientId !== actorId);

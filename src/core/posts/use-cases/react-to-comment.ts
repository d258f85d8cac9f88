import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { assertLive } from '../comment.js';
import type { Like } from '../comment-view.js';
import type { CommentReactions, LikeChange } from '../ports/comment-reactions.js';
import type { CommentRepository } from '../ports/comment-repository.js';
import { type CommentLiked, type CommentUnliked, postsEvents } from '../posts-events.js';
import { CommentNotFound } from '../posts.errors.js';

export type CommentReaction = 'like' | 'unlike' | 'toggle';

export class ReactToComment {
  constructor(
    private readonly comments: CommentRepository,
    private readonly reactions: CommentReactions,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /** How the like stands afterwards. Throws CommentNotFound for a comment that is deleted or hidden. */
  execute(actor: Actor, commentId: string, reaction: CommentReaction): Promise<Like> {
    return this.transactions.run(async () => {
      const { postId } = assertLive(await this.comments.find(commentId, actor.userId));
      const like = await this.#react(actor.userId, commentId, reaction);
      if (!like) throw new CommentNotFound();
      if (like.changed) {
        const event: CommentLiked | CommentUnliked = { commentId, postId, likerId: actor.userId };
        await this.outbox.record(like.isLiked ? postsEvents.commentLiked : postsEvents.commentUnliked, event);
      }
      return like;
    });
  }

  #react(userId: string, commentId: string, reaction: CommentReaction): Promise<LikeChange | undefined> {
    if (reaction === 'unlike') return this.reactions.unlike(commentId, userId);
    const now = this.clock.now();
    return reaction === 'like' ? this.reactions.like(commentId, userId, now) : this.reactions.toggleLike(commentId, userId, now);
  }
}

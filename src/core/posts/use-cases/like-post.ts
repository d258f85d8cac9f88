import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { type PostLiked, postsEvents, type PostUnliked } from '../posts-events.js';
import { PostNotFound } from '../posts.errors.js';
import type { LikeOutcome, PostReactions, Wish } from '../ports/post-reactions.js';

export class LikePost {
  constructor(
    private readonly reactions: PostReactions,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /** Likes the post, stops liking it, or whichever is not now. Throws PostNotFound. */
  execute(actor: Actor, postId: string, wish: Wish): Promise<LikeOutcome> {
    return this.transactions.run(async () => {
      const outcome = await this.reactions.like(postId, actor.userId, wish, this.clock.now());
      if (!outcome) throw new PostNotFound();
      if (outcome.changed) {
        const event: PostLiked | PostUnliked = { postId, authorId: outcome.authorId, likerId: actor.userId };
        await this.outbox.record(outcome.isLiked ? postsEvents.postLiked : postsEvents.postUnliked, event);
      }
      return outcome;
    });
  }
}

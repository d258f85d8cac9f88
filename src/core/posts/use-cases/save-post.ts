import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { type PostSaved, postsEvents, type PostUnsaved } from '../posts-events.js';
import { PostNotFound } from '../posts.errors.js';
import type { PostReactions, Wish } from '../ports/post-reactions.js';

export class SavePost {
  constructor(
    private readonly reactions: PostReactions,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /** Whether the actor has the post saved afterwards. Throws PostNotFound. */
  execute(actor: Actor, postId: string, wish: Wish): Promise<boolean> {
    return this.transactions.run(async () => {
      const outcome = await this.reactions.save(postId, actor.userId, wish, this.clock.now());
      if (!outcome) throw new PostNotFound();
      if (outcome.changed) {
        const event: PostSaved | PostUnsaved = { postId, saverId: actor.userId };
        await this.outbox.record(outcome.isSaved ? postsEvents.postSaved : postsEvents.postUnsaved, event);
      }
      return outcome.isSaved;
    });
  }
}

import type { DomainEvent, EventHandler, TransactionRunner } from '../../kernel/index.js';
import { type PostDeleted, postsEvents } from '../posts-events.js';
import type { PostRepository } from '../ports/post-repository.js';
import type { RemovePost } from '../remove-post.js';

const batch = 100;

/** After a post is gone, its plain reposts go: nobody sees them any more, but they still count in profiles. One transaction each, so none waits long. */
export class RemoveReposts implements EventHandler<PostDeleted> {
  readonly eventName = postsEvents.postDeleted;

  constructor(
    private readonly posts: PostRepository,
    private readonly remove: RemovePost,
    private readonly transactions: TransactionRunner,
  ) {}

  async handle({ payload: { postId, decisionId } }: DomainEvent<PostDeleted>): Promise<void> {
    let reposts: string[];
    do {
      reposts = await this.posts.plainReposts(postId, batch);
      for (const id of reposts) if (!(await this.#removed(id, postId, decisionId))) return;
    } while (reposts.length === batch);
  }

  /** `false` where the original is there again. */
  #removed(id: string, originalId: string, decisionId: string | undefined): Promise<boolean> {
    return this.transactions.run(async () => {
      // Who takes the decision back waits, or is waited for: otherwise a repost could go after the others came back.
      if (decisionId !== undefined) await this.posts.holdRemoved(originalId, decisionId);
      if (await this.posts.hold(originalId)) return false;
      const repost = await this.posts.hold(id);
      if (repost) await this.remove.execute(repost, decisionId);
      return true;
    });
  }
}

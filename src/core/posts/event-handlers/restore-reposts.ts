import type { DomainEvent, EventHandler, TransactionRunner } from '../../kernel/index.js';
import type { PostRepository } from '../ports/post-repository.js';
import { type PostRestored, postsEvents } from '../posts-events.js';
import { NotRestorable } from '../posts.errors.js';
import type { RestorePost } from '../restore-post.js';

const batch = 100;

/** After a post is there again, the plain reposts that went with it follow, but for those of people who are gone or have reposted it anew. */
export class RestoreReposts implements EventHandler<PostRestored> {
  readonly eventName = postsEvents.postRestored;

  constructor(
    private readonly posts: PostRepository,
    private readonly restore: RestorePost,
    private readonly transactions: TransactionRunner,
  ) {}

  async handle({ payload: { postId, decisionId } }: DomainEvent<PostRestored>): Promise<void> {
    let reposts: string[] = [];
    do {
      reposts = await this.posts.removedReposts(postId, decisionId, { after: reposts.at(-1), limit: batch });
      for (const id of reposts) await this.#restore(id, decisionId);
    } while (reposts.length === batch);
  }

  async #restore(id: string, decisionId: string): Promise<void> {
    try {
      await this.transactions.run(() => this.restore.execute(id, decisionId));
    } catch (error) {
      if (!(error instanceof NotRestorable)) throw error;
    }
  }
}

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

  async handle({ payload: { postId } }: DomainEvent<PostDeleted>): Promise<void> {
    for (;;) {
      const reposts = await this.posts.plainReposts(postId, batch);
      for (const id of reposts) {
        await this.transactions.run(async () => {
          const repost = await this.posts.hold(id);
          if (repost) await this.remove.execute(repost);
        });
      }
      if (reposts.length < batch) return;
    }
  }
}

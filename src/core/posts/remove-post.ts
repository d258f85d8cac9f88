import type { Clock, EventOutbox } from '../kernel/index.js';
import type { DetachMedia } from '../media/index.js';
import type { Post } from './post.js';
import { type PostDeleted, postsEvents } from './posts-events.js';
import type { PostRepository } from './ports/post-repository.js';

/** What every way of deleting a post does, inside the caller's transaction, with a post that he holds. */
export class RemovePost {
  constructor(
    private readonly posts: PostRepository,
    private readonly detach: DetachMedia,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /** `decisionId`: of a decision that may be undone for a while; the pictures stay so long. */
  async execute(post: Post, decisionId?: string): Promise<void> {
    await this.posts.remove(post, this.clock.now(), decisionId);
    if (decisionId === undefined) await this.detach.execute(post.imageIds);
    const { id: postId, authorId, repostOfId } = post;
    const event: PostDeleted = { postId, authorId, repostOfId, ...(decisionId === undefined ? {} : { decisionId }) };
    await this.outbox.record(postsEvents.postDeleted, event);
  }
}

import type { AuditTrail } from '../../audit/index.js';
import type { Actor, TransactionRunner } from '../../kernel/index.js';
import type { PostReader } from '../ports/post-reader.js';
import type { PostRepository } from '../ports/post-repository.js';
import type { RemovePost } from '../remove-post.js';
import { holdOwn } from '../own-post.js';

export class DeletePost {
  constructor(
    private readonly posts: PostRepository,
    private readonly reader: PostReader,
    private readonly remove: RemovePost,
    private readonly transactions: TransactionRunner,
    private readonly trail: AuditTrail,
  ) {}

  /** Its pictures go shortly after. Throws PostNotFound, and ForbiddenPost for somebody else's. */
  async execute(actor: Actor, postId: string): Promise<void> {
    await this.transactions.run(async () => {
      await this.remove.execute(await holdOwn(this.posts, this.reader, actor, postId));
      await this.trail.record({ kind: 'posts.post-deleted', actorId: actor.userId, subject: { type: 'post', id: postId } });
    });
  }
}

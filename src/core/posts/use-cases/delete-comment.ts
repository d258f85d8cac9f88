import type { AuditTrail } from '../../audit/index.js';
import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { assertLive } from '../comment.js';
import type { CommentRepository } from '../ports/comment-repository.js';
import { assertOwn } from '../post.js';
import { type CommentDeleted, postsEvents } from '../posts-events.js';
import { CommentNotFound } from '../posts.errors.js';

export class DeleteComment {
  constructor(
    private readonly comments: CommentRepository,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** What was answered stays as an empty place. Throws CommentNotFound for one that is deleted or hidden, ForbiddenPost for somebody else's. */
  execute(actor: Actor, commentId: string): Promise<void> {
    return this.transactions.run(async () => {
      const comment = assertLive(await this.comments.find(commentId, actor.userId));
      assertOwn(comment, actor);
      const post = await this.comments.holdPost(comment.postId, actor.userId);
      if (!post || !(await this.comments.remove(comment, this.clock.now()))) throw new CommentNotFound();
      const deleted: CommentDeleted = { commentId, postId: comment.postId, authorId: comment.authorId };
      await this.outbox.record(postsEvents.commentDeleted, deleted);
      const subject = { type: 'comment', id: commentId } as const;
      await this.trail.record({ kind: 'posts.comment-deleted', actorId: actor.userId, subject });
    });
  }
}

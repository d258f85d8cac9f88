import type { Actor, TransactionRunner } from '../../kernel/index.js';
import type { ContentRemoval } from '../content-removal.js';

/** For good: what is decided on a report can be undone, this cannot. */
export class RemoveContent {
  constructor(
    private readonly removal: ContentRemoval,
    private readonly transactions: TransactionRunner,
  ) {}

  /** Its pictures go shortly after. Throws PostNotFound. */
  post(actor: Actor, postId: string): Promise<void> {
    return this.transactions.run(() => this.removal.post(actor, postId, { reason: null }));
  }

  /** What was answered stays as an empty place. Throws CommentNotFound. */
  comment(actor: Actor, commentId: string): Promise<void> {
    return this.transactions.run(() => this.removal.comment(actor, commentId, { reason: null }));
  }
}

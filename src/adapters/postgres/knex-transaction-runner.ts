import { type TransactionEdges, TransactionRunner } from '../../core/kernel/index.js';
import type { KnexSession } from './knex-session.js';

export class KnexTransactionRunner extends TransactionRunner {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override run<T>(work: () => Promise<T>): Promise<T> {
    return this.session.transaction(work);
  }

  override runToEnd<T>(work: () => Promise<T>, edges: TransactionEdges<T>): Promise<T> {
    return this.session.transactionToEnd(work, edges);
  }

  override isActive(): boolean {
    return this.session.inTransaction;
  }

  override afterCommit(action: () => Promise<void>): Promise<void> {
    return this.session.afterCommit(action);
  }
}

import { AsyncLocalStorage } from 'node:async_hooks';
import type { Knex } from 'knex';
import type { TransactionEdges } from '../../core/kernel/index.js';
import { LateTransaction, type Scope } from './late-transaction.js';

/**
 * The one holder of the database connection. Repositories ask for `db` at every use and so always get the transaction they are in:
 * a query beside the current transaction cannot be written, because nobody else has the connection.
 */
export class KnexSession {
  readonly #root: Knex;
  readonly #scopes = new AsyncLocalStorage<Scope | LateTransaction>();

  constructor(root: Knex) {
    this.#root = root;
  }

  /** The current transaction, or the pool outside one. */
  get db(): Knex {
    return this.#scopes.getStore()?.transaction ?? this.#root;
  }

  /** Runs `work` in a transaction, joining the current one if there is one. See TransactionRunner. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const current = this.#scopes.getStore();
    if (current === undefined) return this.#begin(work);
    if (!(current instanceof LateTransaction)) return this.#join(current, work);
    return current.isOver ? this.#begin(work) : this.#enter(current, work);
  }

  /** Runs `work` in a transaction that begins with its first `transaction`. See TransactionRunner. */
  async transactionToEnd<T>(work: () => Promise<T>, { begin, end }: TransactionEdges<T>): Promise<T> {
    if (this.#scopes.getStore()) throw new Error('runToEnd was called inside a transaction');
    const late = new LateTransaction(this.#root, (scope) => this.#scopes.run(scope, begin));
    try {
      const result = await this.#scopes.run(late, work);
      if (late.failure) throw late.failure.error;
      const { scope } = late;
      if (!scope) throw new Error('The work of runToEnd ended without a transaction');
      await this.#scopes.run(scope, () => end(result));
      await this.#runBeforeCommit(scope);
      await late.commit();
      await settleAfterCommit(scope);
      return result;
    } catch (error) {
      await late.rollBack(error);
      throw late.failure?.error ?? error;
    }
  }

  get inTransaction(): boolean {
    const current = this.#scopes.getStore();
    return current instanceof LateTransaction ? !current.isOver : current !== undefined;
  }

  /** See TransactionRunner. */
  async afterCommit(action: () => Promise<void> | void): Promise<void> {
    const scope = this.#open();
    if (scope) scope.afterCommit.push(action);
    else await action();
  }

  /** Runs `action` as the last of the current transaction, which fails with it; at once outside one. */
  async beforeCommit(action: () => Promise<void>): Promise<void> {
    const scope = this.#open();
    if (scope) scope.beforeCommit.push(action);
    else await action();
  }

  /** The transaction that is open now. */
  #open(): Scope | undefined {
    const current = this.#scopes.getStore();
    return current instanceof LateTransaction ? current.scope : current;
  }

  async #runBeforeCommit(scope: Scope): Promise<void> {
    for (const action of scope.beforeCommit) await this.#scopes.run(scope, action);
  }

  async #begin<T>(work: () => Promise<T>): Promise<T> {
    const afterCommit: Scope['afterCommit'] = [];
    const result = await this.#root.transaction(async (transaction) => {
      const scope: Scope = { transaction, beforeCommit: [], afterCommit };
      const value = await this.#inside(scope, work);
      await this.#runBeforeCommit(scope);
      return value;
    });
    await settleAfterCommit({ afterCommit });
    return result;
  }

  async #enter<T>(late: LateTransaction, work: () => Promise<T>): Promise<T> {
    const scope = await late.open();
    try {
      return await this.#inside(scope, work);
    } catch (error) {
      await late.rollBack(error);
      throw error;
    }
  }

  async #inside<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
    const value = await this.#scopes.run(scope, work);
    if (scope.doomedBy) throw scope.doomedBy.error;
    return value;
  }

  async #join<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      scope.doomedBy ??= { error };
      throw error;
    }
  }
}

async function settleAfterCommit({ afterCommit }: Pick<Scope, 'afterCommit'>): Promise<void> {
  await Promise.allSettled(afterCommit.map(async (action) => action()));
}

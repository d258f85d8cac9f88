import { AsyncLocalStorage } from 'node:async_hooks';
import type { Knex } from 'knex';

interface Scope {
  readonly transaction: Knex.Transaction;
  readonly beforeCommit: (() => Promise<void>)[];
  readonly afterCommit: (() => Promise<void> | void)[];
  /** The first error of a joined call: the whole transaction must not commit. */
  doomedBy?: { readonly error: unknown };
}

/**
 * The one holder of the database connection. Repositories ask for `db` at every use and so always get the transaction they are in:
 * a query beside the current transaction cannot be written, because nobody else has the connection.
 */
export class KnexSession {
  readonly #root: Knex;
  readonly #scopes = new AsyncLocalStorage<Scope>();

  constructor(root: Knex) {
    this.#root = root;
  }

  /** The current transaction, or the pool outside one. */
  get db(): Knex {
    return this.#scopes.getStore()?.transaction ?? this.#root;
  }

  /** Runs `work` in a transaction, joining the current one if there is one. See TransactionRunner. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const outer = this.#scopes.getStore();
    return outer ? this.#join(outer, work) : this.#begin(work);
  }

  get inTransaction(): boolean {
    return this.#scopes.getStore() !== undefined;
  }

  /** See TransactionRunner. */
  async afterCommit(action: () => Promise<void> | void): Promise<void> {
    const scope = this.#scopes.getStore();
    if (scope) scope.afterCommit.push(action);
    else await action();
  }

  /** Runs `action` as the last of the current transaction, which fails with it; at once outside one. */
  async beforeCommit(action: () => Promise<void>): Promise<void> {
    const scope = this.#scopes.getStore();
    if (scope) scope.beforeCommit.push(action);
    else await action();
  }

  async #begin<T>(work: () => Promise<T>): Promise<T> {
    const afterCommit: Scope['afterCommit'] = [];
    const result = await this.#root.transaction(async (transaction) => {
      const scope: Scope = { transaction, beforeCommit: [], afterCommit };
      const value = await this.#scopes.run(scope, work);
      if (scope.doomedBy) throw scope.doomedBy.error;
      for (const action of scope.beforeCommit) await this.#scopes.run(scope, action);
      return value;
    });
    await Promise.allSettled(afterCommit.map(async (action) => action()));
    return result;
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

import type { Knex } from 'knex';

/** A transaction that is open. */
export interface Scope {
  readonly transaction: Knex.Transaction;
  readonly beforeCommit: (() => Promise<void>)[];
  readonly afterCommit: (() => Promise<void> | void)[];
  /** The first error of a joined call: the whole transaction must not commit. */
  doomedBy?: { readonly error: unknown };
}

/** A transaction that begins when it is first asked for, once, and is over for good when it has ended. See TransactionRunner.runToEnd. */
export class LateTransaction {
  #opening: Promise<Scope> | undefined;
  #scope: Scope | undefined;
  #outcome: Promise<void> | undefined;
  #commit: () => void = () => undefined;
  #rollBack: (error: unknown) => void = () => undefined;
  #failure: { readonly error: unknown } | undefined;
  #isOver = false;

  /** `onBegin` is run before anybody is given the transaction. */
  constructor(
    private readonly root: Knex,
    private readonly onBegin: (scope: Scope) => Promise<void>,
  ) {}

  /** While it is open. */
  get scope(): Scope | undefined {
    return this.#scope;
  }

  get transaction(): Knex.Transaction | undefined {
    return this.#scope?.transaction;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What it was rolled back for. */
  get failure(): { readonly error: unknown } | undefined {
    return this.#failure;
  }

  open(): Promise<Scope> {
    this.#opening ??= this.#begin();
    return this.#opening;
  }

  /** Rejects when the database did not, or may not have. */
  async commit(): Promise<void> {
    this.#leave();
    this.#commit();
    await this.#outcome;
  }

  /** The first failure counts; nothing happens once it is over. */
  async rollBack(error: unknown): Promise<void> {
    this.#failure ??= { error };
    if (this.#isOver) return;
    this.#leave();
    this.#rollBack(error);
    await Promise.allSettled([this.#outcome]);
  }

  async #begin(): Promise<Scope> {
    const scope = await new Promise<Scope>((resolve, reject) => {
      const held = (transaction: Knex.Transaction): Promise<void> =>
        new Promise((commit, rollBack) => {
          this.#commit = commit;
          this.#rollBack = rollBack;
          resolve({ transaction, beforeCommit: [], afterCommit: [] });
        });
      this.#outcome = this.root.transaction(held);
      this.#outcome.catch(reject);
    });
    this.#scope = scope;
    try {
      await this.onBegin(scope);
      return scope;
    } catch (error) {
      await this.rollBack(error);
      throw error;
    }
  }

  #leave(): void {
    this.#isOver = true;
    this.#scope = undefined;
  }
}

/**
 * Runs work in one database transaction. Everything the work does through repositories belongs to it, without being
 * handed anything: the transaction travels with the asynchronous context.
 *
 * - The result of `work` is returned after commit; when it rejects, everything is rolled back and the error passed on.
 * - A call inside a call joins the outer transaction. When the inner work rejects, the whole is doomed: the outer call
 *   rolls back even if it catches the error, and rejects with the inner error when its own work resolved.
 * - Work is never repeated. Nothing slow or foreign (mail, storage, HTTP) is called inside.
 */
export abstract class TransactionRunner {
  abstract run<T>(work: () => Promise<T>): Promise<T>;

  /**
   * Runs work whose transaction begins with its first `run` and ends with the work: what it prepares before that `run` holds no connection, and
   * what comes after it is part of the transaction. Not to be called inside `run` or itself.
   *
   * - `begin` is the first thing in the transaction, `end` the last, given what the work gives. When one of them rejects, so does the call.
   * - The first `run` that fails ends the transaction at once: what the work does after it (to clean up) is not part of it, and the call rejects with
   *   that failure whatever the work makes of it.
   * - Work that ends well without a `run` is a mistake, and rejects: nothing would tie its effect to `begin` and `end`.
   */
  abstract runToEnd<T>(work: () => Promise<T>, edges: TransactionEdges<T>): Promise<T>;

  /** Whether the caller runs inside `run`, or anywhere in `runToEnd` before its transaction is over. */
  abstract isActive(): boolean;

  /**
   * Runs `action` when the current transaction has committed, before the outermost `run` resolves; at once outside one; never after a rollback.
   * What it throws does not reach the caller of `run`: the work is done by then.
   */
  abstract afterCommit(action: () => Promise<void>): Promise<void>;
}

export interface TransactionEdges<T> {
  begin(): Promise<void>;
  end(result: T): Promise<void>;
}

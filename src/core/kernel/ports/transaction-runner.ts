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

  /** Whether the caller runs inside `run`. */
  abstract isActive(): boolean;

  /**
   * Runs `action` when the current transaction has committed, before the outermost `run` resolves; at once outside one; never after a rollback.
   * What it throws does not reach the caller of `run`: the work is done by then.
   */
  abstract afterCommit(action: () => Promise<void>): Promise<void>;
}

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
}

import type { AuditEntry } from '../audit-entry.js';

/**
 * The append-only, hash-chained record of what happened. Each row bears the hash of the one before, so that one altered, removed or put in
 * between shows; see `audit-chain.ts` for what is hashed.
 *
 * - Inside a transaction the entries are written as its last step, whenever `append` was called, and stand or fall with it: a failure to write
 *   them fails the whole.
 * - Outside one they are written at once, together, all or none.
 * - Rows of one call keep its order. Any number of writers at once make one chain without gaps.
 * - `at` is the database's time of writing, and never goes back along the chain.
 */
export abstract class AuditLog {
  abstract append(entries: readonly AuditEntry[]): Promise<void>;
}

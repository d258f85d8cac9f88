export interface HeldLock {
  /** Grows with every acquisition of that name, also over a restart of the store: a later holder has a larger one (fencing). */
  readonly token: number;
  /** Gives the lock back if it is still ours; later or repeated calls do nothing. Rejects when the store fails: the lock then ends by its time. */
  release(): Promise<void>;
}

/**
 * Mutual exclusion by name, with an end: a holder that dies lets go after `ttlSeconds`. Not reentrant. For "one instance does
 * it at a time"; what must be correct even when a holder stalls checks the fencing token or uses the database.
 */
export abstract class Lock {
  /** The lock, or `undefined` at once when somebody holds it. Rejects within its time bound when the store fails, and with RangeError unless `ttlSeconds` is above 0. */
  abstract acquire(name: string, ttlSeconds: number): Promise<HeldLock | undefined>;
}

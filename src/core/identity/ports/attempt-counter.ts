/**
 * A leaky count with blocks that grow: each try adds one, one leaks away every `leakSeconds`. The try that brings the count to `free` blocks the
 * key for `firstBlockSeconds`, the next one after that for twice as long, and so on up to `maxBlockSeconds`.
 */
export interface AttemptPolicy {
  readonly free: number;
  readonly leakSeconds: number;
  readonly firstBlockSeconds: number;
  readonly maxBlockSeconds: number;
}

/** Counts tries before their outcome is known, so that many at once cannot slip through together. Shared by all instances, and outlives them. */
export abstract class AttemptCounter {
  /** Counts a try. 0 when it may go on; otherwise how many seconds the key stays blocked, and nothing is counted. */
  abstract take(key: string, policy: AttemptPolicy, at: Date): Promise<number>;
  /** Takes back one try that turned out well, with the block it brought. */
  abstract giveBack(key: string): Promise<void>;
  /** Forgets the key. */
  abstract forget(key: string): Promise<void>;
  /** Removes keys that were last tried before this. How many. */
  abstract removeIdle(before: Date): Promise<number>;
}

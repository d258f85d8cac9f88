import type { ChainPosition } from '../audit-chain.js';

/** Keeping the log: where its rows will go, and when the oldest leave. */
export abstract class AuditArchive {
  /** The newest position; sequence 0 and the hash of nothing before the first row. */
  abstract head(): Promise<ChainPosition>;
  /** Makes room for this month and so many after it. Doing it again changes nothing. */
  abstract prepare(monthsAhead: number): Promise<void>;
  /**
   * Removes whole months that ended before this time, oldest first; the position of the last row that went is kept as a checkpoint, from which
   * the chain goes on. The names of what went.
   */
  abstract dropBefore(time: Date): Promise<readonly string[]>;
}

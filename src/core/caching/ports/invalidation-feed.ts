export interface InvalidationListener {
  /** These tags were invalidated, by this instance or another. */
  invalidated(tags: readonly string[]): void;
  /** Invalidations may have been missed: whatever was kept in this process may be old. */
  missed(): void;
}

/**
 * Tells this process what any instance invalidated in the EntryStore, in order. `isCurrent` is a promise in time: while it is true, every
 * invalidation that ended more than `boundMs` ago was heard; it is false before the first confirmation and while none comes.
 */
export abstract class InvalidationFeed {
  abstract readonly boundMs: number;
  abstract isCurrent(): boolean;
  /** Starts listening. One listener a feed. */
  abstract start(listener: InvalidationListener): Promise<void>;
  abstract stop(): Promise<void>;
}

/** The epochs of the tags of one fill, as they were before its load began. Opaque to everybody but the store that gave it. */
export interface Fill {
  readonly epochs: readonly string[];
  /** Present for the one who may load now; absent while somebody else does. */
  readonly lease?: string;
}

/** What an entry depends on. It is gone with any `tags`; a change of `softTags` only marks it (see `EntryReading.softChanged`). */
export interface Dependencies {
  readonly tags: readonly string[];
  readonly softTags: readonly string[];
}

export interface EntryReading {
  /** Absent where nothing stands, and where any of its tags was invalidated since its load began. */
  readonly text?: string;
  /** Whether a soft tag was invalidated since the load of this entry began. */
  readonly softChanged: boolean;
  /** What the tags stand at now: equal for two readings between which nothing was invalidated. */
  readonly epochs: readonly string[];
}

/**
 * Texts under keys that depend on tags, shared by all instances. Each tag has an epoch, a random word that changes with each invalidation (random,
 * so that neither a clock nor the loss of the store's data brings an old one back). This fence is the lease of Nishtala et al., "Scaling Memcache
 * at Facebook" (NSDI 2013), extended to tags:
 *
 * - A fill begins with `begin`, before the value is loaded, and `finish` keeps the value only if every tag still has the epoch it had then; both
 *   are one atomic step. What was loaded before an invalidation is therefore never read after it, whatever overlaps.
 * - An invalidation costs one step for each tag, however many entries depend on it.
 * - A key is always used with the same dependencies, in the same order.
 * - A lost text or epoch is a miss, never a wrong value. A text is kept for at most `ttlMs`.
 * - A failing store rejects within its time bound.
 */
export abstract class EntryStore {
  abstract read(key: string, dependencies: Dependencies): Promise<EntryReading>;

  /**
   * Notes the epochs, and takes the lease of the key for `leaseMs` unless somebody has it. A lease from before an invalidation of one of the
   * tags holds nobody up: what its holder loads will not be kept.
   */
  abstract begin(key: string, dependencies: Dependencies, leaseMs: number): Promise<Fill>;

  /** Keeps the text unless a tag was invalidated since `begin`; gives the lease back. Whether it was kept. */
  abstract finish(key: string, dependencies: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean>;

  /** Gives the lease back without a value. Does nothing for a fill without lease, or one whose time is over. */
  abstract abandon(key: string, fill: Fill): Promise<void>;

  /** Gives each tag a new epoch. Once it resolves no reader of any instance is given an entry from before. */
  abstract invalidate(tags: readonly string[]): Promise<void>;
}

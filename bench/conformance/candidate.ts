/** A cache as a process of a service opened it, over a Redis that other processes use as well. */
export interface Opened {
  /** What is kept under the key, otherwise what `load` gives, which is then kept. */
  getOrLoad(key: string, load: () => Promise<unknown>): Promise<unknown>;
  /** Once it resolves, what was kept or true before is not to be served any more. */
  invalidate(key: string): Promise<void>;
  /** The same for everything that depends on the tag of the wishes. Absent where there are no tags. */
  invalidateTag?(): Promise<void>;
  close(): Promise<void>;
}

export interface Wishes {
  /** Whole seconds: one of the libraries knows no others. */
  readonly ttlSeconds: number;
  /** Every key depends on this one; absent where a scenario is not about tags. */
  readonly tag?: string;
  /** May a value past its time be served when it cannot be loaded? By whatever the library has for that. */
  readonly keepsStale: boolean;
}

/** A cache that the scenarios can be run against. Everything that its wishes do not say is as it comes: the defaults are what is judged. */
export interface Candidate {
  readonly name: string;
  open(redisUrl: string, wishes: Wishes): Promise<Opened>;
}

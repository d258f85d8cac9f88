/**
 * A place for values that can be lost at any time.
 *
 * - Values are data (see dataCodec: JSON's, and Date, bigint, nested undefined, Map, Set, -0, NaN), kept and given back as
 *   copies: changing one afterwards changes nothing here. `null` is a value, `undefined` is absence and cannot be stored;
 *   neither can functions and instances of classes (rejects with TypeError, and what stood there stays).
 * - Absence and expiry look the same: `undefined`. So does a text in the store that no Cache wrote, as a value and as a field
 *   of a hash; it may be overwritten, but not counted.
 * - `ttlSeconds` must be above 0 and finite (otherwise RangeError). `set`, `getOrSet` and `setHash` choose a lifetime between
 *   90 % and 100 % of it, never longer, so that what is made together does not end together; counters live exactly so long.
 * - `increment`/`decrement` are atomic, start from 0 where nothing stands and keep the existing expiry; `ttlSeconds` applies
 *   only when the counter is created, and without it the counter does not expire. Counting a value that is no integer, or
 *   beyond the safe integers, rejects and changes nothing.
 * - Hashes live in the same key space; reading a key as the wrong kind rejects or is absent, never wrong data.
 * - A key set, counted or deleted through this object while `getOrSet` still makes its value stays as it was left: the late
 *   value is answered to those who waited for it, and not kept. A Cache of another process does not know of it: values that
 *   must not outlive a change made elsewhere belong in the LoadingCache.
 * - A failing store rejects within its time bound.
 */
export abstract class Cache {
  abstract get<T>(key: string): Promise<T | undefined>;
  abstract set<T>(key: string, value: T, ttlSeconds: number): Promise<void>;
  /** How many of the keys existed. */
  abstract del(...keys: string[]): Promise<number>;
  /**
   * Removes keys by a pattern in which `*` stands for any text; everything else is literal. Works in bounded steps, between
   * which others are served. Answers how many went.
   */
  abstract delByPattern(pattern: string): Promise<number>;
  /**
   * The kept value, or the factory's, which is then kept. Concurrent misses of one key in this process share one factory call;
   * its error reaches all and is not kept.
   */
  abstract getOrSet<T>(key: string, ttlSeconds: number, factory: () => Promise<T>): Promise<T>;
  abstract increment(key: string, by?: number, ttlSeconds?: number): Promise<number>;
  abstract decrement(key: string, by?: number, ttlSeconds?: number): Promise<number>;
  /** Sets fields and the expiry of the whole hash; other fields stay. */
  abstract setHash(key: string, fields: Record<string, unknown>, ttlSeconds: number): Promise<void>;
  abstract getHash<T>(key: string, field: string): Promise<T | undefined>;
  /** All fields, or `undefined` where nothing stands. */
  abstract getAllHash<T>(key: string): Promise<Record<string, T> | undefined>;
}

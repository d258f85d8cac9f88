import { MemoryCache } from '../../src/adapters/memory/memory-cache.js';
import type { Cache } from '../../src/core/caching/index.js';
import type { FakeClock } from './fake-clock.js';

export type CacheMaker = (clock: FakeClock, random?: () => number) => Cache;

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const options = (random?: () => number) => ({ maxBytes: 10_000_000, ...(random ? { random } : {}) });

/** Gives and takes the object itself. */
class SharesObjects extends MemoryCache {
  readonly #kept = new Map<string, unknown>();

  override async get<T>(key: string): Promise<T | undefined> {
    const value = await super.get<T>(key);
    return value !== undefined && this.#kept.has(key) ? (this.#kept.get(key) as T) : value;
  }

  override async set<T>(key: string, value: T, ttlSeconds: number): Promise<void> {
    await super.set(key, value, ttlSeconds);
    if (typeof value === 'object' && value !== null) this.#kept.set(key, value);
    else this.#kept.delete(key);
  }
}

/** Keeps JSON: dates become texts, bigint fails. */
class KeepsJson extends MemoryCache {
  override async set<T>(key: string, value: T, ttlSeconds: number): Promise<void> {
    const text: string | undefined = JSON.stringify(value);
    if (text === undefined) throw new TypeError('no JSON');
    await super.set(key, JSON.parse(text) as T, ttlSeconds);
  }
}

/** Takes undefined for a value: it is there and is not. */
class KeepsUndefined extends MemoryCache {
  override async set<T>(key: string, value: T, ttlSeconds: number): Promise<void> {
    if (value === undefined) await super.del(key);
    else await super.set(key, value, ttlSeconds);
  }
}

/** Keeps values for ever. */
class ForgetsLifetimes extends MemoryCache {
  override async set<T>(key: string, value: T, ttlSeconds: number): Promise<void> {
    await super.set(key, value, ttlSeconds > 0 && Number.isFinite(ttlSeconds) ? 1e9 : ttlSeconds);
  }
}

/** The lifetimes of all that is kept together end together. */
class SpreadsNothing extends MemoryCache {
  constructor(clock: FakeClock) {
    super(clock, { maxBytes: 10_000_000, random: () => 0 });
  }
}

/** Takes a lifetime of nothing for a short one. */
class TakesAnyLifetime extends MemoryCache {
  override async setHash(key: string, fields: Record<string, unknown>, ttlSeconds: number): Promise<void> {
    await super.setHash(key, fields, ttlSeconds > 0 && Number.isFinite(ttlSeconds) ? ttlSeconds : 1);
  }
}

/** Reads a counter, and writes it a moment later. */
class LosesCounts extends MemoryCache {
  override async increment(key: string, by = 1, ttlSeconds?: number): Promise<number> {
    const before = Number((await this.get(key)) ?? 0);
    const after = await super.increment(key, by, ttlSeconds);
    await turn();
    return (await super.get(key)) === after ? after : super.increment(key, before + by - after);
  }
}

/** Each count lengthens the life of the counter. */
class RenewsCounters extends MemoryCache {
  override async increment(key: string, by = 1, ttlSeconds?: number): Promise<number> {
    const value = await super.increment(key, by, ttlSeconds);
    if (ttlSeconds !== undefined) {
      await super.del(key);
      await super.increment(key, value, ttlSeconds);
    }
    return value;
  }
}

/** Counts texts that look like numbers. */
class CountsTexts extends MemoryCache {
  override async increment(key: string, by = 1, ttlSeconds?: number): Promise<number> {
    const value = await super.get(key).catch(() => undefined);
    if (value === '5') await super.set(key, 5, 60);
    return super.increment(key, by, ttlSeconds);
  }
}

/** A question mark stands for any one character, as it does for Redis. */
class TakesQuestionMarks extends MemoryCache {
  readonly #keys = new Set<string>();

  override async set<T>(key: string, value: T, ttlSeconds: number): Promise<void> {
    await super.set(key, value, ttlSeconds);
    this.#keys.add(key);
  }

  override async delByPattern(pattern: string): Promise<number> {
    if (!pattern.includes('?')) return super.delByPattern(pattern);
    const escaped = pattern
      .replace(/[.[\](){}^$|+\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return this.del(...[...this.#keys].filter((key) => new RegExp(`^${escaped}$`).test(key)));
  }
}

/** Whatever begins like the pattern goes. */
class DeletesTooMuch extends MemoryCache {
  override async delByPattern(pattern: string): Promise<number> {
    return super.delByPattern(`${pattern.split('*')[0] ?? ''}*`);
  }
}

/** Stops after the first step. */
class DeletesTooLittle extends MemoryCache {
  readonly #keys = new Set<string>();

  override async set<T>(key: string, value: T, ttlSeconds: number): Promise<void> {
    await super.set(key, value, ttlSeconds);
    this.#keys.add(key);
  }

  override async delByPattern(pattern: string): Promise<number> {
    return this.#keys.size > 1_000 ? this.del(...[...this.#keys].slice(0, 1_000)) : super.delByPattern(pattern);
  }
}

/** Answers how many keys it was given. */
class CountsWhatWasNot extends MemoryCache {
  override async del(...keys: string[]): Promise<number> {
    await super.del(...keys);
    return keys.length;
  }
}

/** A late value is kept over whatever was done to the key meanwhile. */
class KeepsLateValues extends MemoryCache {
  override async getOrSet<T>(key: string, ttlSeconds: number, factory: () => Promise<T>): Promise<T> {
    let made: { readonly value: T } | undefined;
    const value = await super.getOrSet(key, ttlSeconds, async () => {
      made = { value: await factory() };
      return made.value;
    });
    if (made) await super.set(key, made.value, ttlSeconds);
    return value;
  }
}

/** Everybody who finds nothing makes it himself. */
class Stampedes extends MemoryCache {
  override async getOrSet<T>(key: string, ttlSeconds: number, factory: () => Promise<T>): Promise<T> {
    const kept = await this.get<T>(key);
    if (kept !== undefined) return kept;
    const made = await factory();
    await this.set(key, made, ttlSeconds);
    return (await this.get<T>(key)) as T;
  }
}

/** null is nothing. */
class TakesNullForAbsence extends MemoryCache {
  override async get<T>(key: string): Promise<T | undefined> {
    return (await super.get<T>(key)) ?? undefined;
  }

  override async getOrSet<T>(key: string, ttlSeconds: number, factory: () => Promise<T>): Promise<T> {
    if ((await super.get(key).catch(() => 0)) === null) await super.del(key);
    return super.getOrSet(key, ttlSeconds, factory);
  }
}

/** Writing one field drops the others. */
class ReplacesHashes extends MemoryCache {
  override async setHash(key: string, fields: Record<string, unknown>, ttlSeconds: number): Promise<void> {
    if ((await super.getAllHash(key).catch(() => undefined)) !== undefined && ttlSeconds > 0) await super.del(key);
    await super.setHash(key, fields, ttlSeconds);
  }
}

/** An empty hash and none are not told apart. */
class InventsHashes extends MemoryCache {
  override async getAllHash<T>(key: string): Promise<Record<string, T> | undefined> {
    return (await super.getAllHash<T>(key)) ?? {};
  }
}

/** A hash written over a value takes its place. */
class MixesKinds extends MemoryCache {
  override async setHash(key: string, fields: Record<string, unknown>, ttlSeconds: number): Promise<void> {
    if ((await super.get(key).catch(() => undefined)) !== undefined && ttlSeconds > 0 && Number.isFinite(ttlSeconds)) {
      await super.del(key);
    }
    await super.setHash(key, fields, ttlSeconds);
  }
}

const made =
  (Faulty: new (clock: FakeClock, options: { maxBytes: number; random?: () => number }) => Cache): CacheMaker =>
  (clock, random) =>
    new Faulty(clock, options(random));

/** Caches with one small fault each. */
export const faultyCaches = {
  SharesObjects: made(SharesObjects),
  KeepsJson: made(KeepsJson),
  KeepsUndefined: made(KeepsUndefined),
  ForgetsLifetimes: made(ForgetsLifetimes),
  SpreadsNothing: made(SpreadsNothing),
  TakesAnyLifetime: made(TakesAnyLifetime),
  LosesCounts: made(LosesCounts),
  RenewsCounters: made(RenewsCounters),
  CountsTexts: made(CountsTexts),
  TakesQuestionMarks: made(TakesQuestionMarks),
  DeletesTooMuch: made(DeletesTooMuch),
  DeletesTooLittle: made(DeletesTooLittle),
  CountsWhatWasNot: made(CountsWhatWasNot),
  KeepsLateValues: made(KeepsLateValues),
  Stampedes: made(Stampedes),
  TakesNullForAbsence: made(TakesNullForAbsence),
  ReplacesHashes: made(ReplacesHashes),
  InventsHashes: made(InventsHashes),
  MixesKinds: made(MixesKinds),
} satisfies Record<string, CacheMaker>;

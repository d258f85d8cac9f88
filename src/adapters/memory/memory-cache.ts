import { LRUCache } from 'lru-cache';
import {
  Cache,
  counterStep,
  keyPattern,
  lifetimeMs,
  SingleFlight,
  spreadLifetimeMs,
  textValue,
  valueText,
} from '../../core/caching/index.js';
import type { Clock } from '../../core/kernel/index.js';

type Content = { kind: 'value'; text: string } | { kind: 'hash'; fields: Map<string, string> };
/** `expiresAt` in epoch milliseconds; absent means until evicted. */
type Entry = Content & { expiresAt?: number };

/** How many keys one step of `delByPattern` looks at before other work may run. */
const STEP = 1000;
/** What an entry weighs beside its texts: objects, map slots. An estimate. */
const ENTRY_BYTES = 200;

/**
 * The cache of one process: values as text in an LRU bounded by (estimated) bytes. When it is full the least recently used
 * entries go; a single entry above the bound is not kept at all. Expiry follows the Clock.
 */
export class MemoryCache extends Cache {
  private readonly entries: LRUCache<string, Entry>;
  private readonly flights = new SingleFlight<string>();
  private readonly random: () => number;

  /** `random`: in [0, 1), for the lifetimes. */
  constructor(
    private readonly clock: Clock,
    { maxBytes, random = Math.random }: { maxBytes: number; random?: () => number },
  ) {
    super();
    this.random = random;
    this.entries = new LRUCache({ maxSize: maxBytes, sizeCalculation: bytesOf });
  }

  override async get<T>(key: string): Promise<T | undefined> {
    return textValue<T>(this.textOf(key));
  }

  override async set<T>(key: string, value: T, ttlSeconds: number): Promise<void> {
    const entry: Entry = { kind: 'value', text: valueText(value), expiresAt: this.spreadExpiry(ttlSeconds) };
    this.flights.forget(key);
    this.entries.set(key, entry);
  }

  override async del(...keys: string[]): Promise<number> {
    return keys.filter((key) => this.remove(key)).length;
  }

  override async delByPattern(pattern: string): Promise<number> {
    const matches = keyPattern(pattern);
    this.flights.forgetWhere(matches);
    const keys = [...this.entries.keys()];
    let gone = 0;
    for (let from = 0; from < keys.length; from += STEP) {
      if (from > 0) await new Promise(setImmediate);
      gone += keys.slice(from, from + STEP).filter((key) => matches(key) && this.remove(key)).length;
    }
    return gone;
  }

  override async getOrSet<T>(key: string, ttlSeconds: number, factory: () => Promise<T>): Promise<T> {
    lifetimeMs(ttlSeconds);
    const text = await this.flights.run(key, async (stillWanted) => {
      const kept = this.textOf(key);
      if (kept !== undefined) return kept;
      const made = valueText(await factory());
      if (stillWanted()) this.entries.set(key, { kind: 'value', text: made, expiresAt: this.spreadExpiry(ttlSeconds) });
      return made;
    });
    return textValue(text) as T;
  }

  override async increment(key: string, by = 1, ttlSeconds?: number): Promise<number> {
    counterStep(by);
    const expiresAt = ttlSeconds === undefined ? undefined : this.expiry(ttlSeconds);
    const entry = this.live(key);
    const text = this.textOf(key) ?? '0';
    const value = Number(text) + by;
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) throw new TypeError('Cache: the value is not an integer');
    this.flights.forget(key);
    this.entries.set(key, { kind: 'value', text: String(value), expiresAt: entry ? entry.expiresAt : expiresAt });
    return value;
  }

  override async decrement(key: string, by = 1, ttlSeconds?: number): Promise<number> {
    return this.increment(key, -by, ttlSeconds);
  }

  override async setHash(key: string, fields: Record<string, unknown>, ttlSeconds: number): Promise<void> {
    const added = Object.entries(fields).map(([field, value]): [string, string] => [field, valueText(value)]);
    const expiresAt = this.spreadExpiry(ttlSeconds);
    const kept = this.fieldsOf(key);
    this.flights.forget(key);
    const all = new Map([...(kept ?? []), ...added]);
    if (all.size > 0) this.entries.set(key, { kind: 'hash', fields: all, expiresAt });
  }

  override async getHash<T>(key: string, field: string): Promise<T | undefined> {
    return textValue<T>(this.fieldsOf(key)?.get(field));
  }

  override async getAllHash<T>(key: string): Promise<Record<string, T> | undefined> {
    const fields = this.fieldsOf(key);
    return fields && Object.fromEntries([...fields].map(([field, text]) => [field, textValue(text) as T]));
  }

  private expiry(ttlSeconds: number): number {
    return this.clock.now().getTime() + lifetimeMs(ttlSeconds);
  }

  private spreadExpiry(ttlSeconds: number): number {
    return this.clock.now().getTime() + spreadLifetimeMs(ttlSeconds, this.random);
  }

  private live(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    if (entry?.expiresAt === undefined || entry.expiresAt > this.clock.now().getTime()) return entry;
    this.entries.delete(key);
    return undefined;
  }

  /** Whether something stood there. */
  private remove(key: string): boolean {
    this.flights.forget(key);
    return this.live(key) !== undefined && this.entries.delete(key);
  }

  private textOf(key: string): string | undefined {
    const entry = this.live(key);
    if (entry?.kind === 'hash') throw new TypeError('Cache: the key holds a hash');
    return entry?.text;
  }

  private fieldsOf(key: string): Map<string, string> | undefined {
    const entry = this.live(key);
    if (entry?.kind === 'value') throw new TypeError('Cache: the key holds a value, not a hash');
    return entry?.fields;
  }
}

function bytesOf(entry: Entry, key: string): number {
  const texts = entry.kind === 'value' ? [entry.text] : [...entry.fields].flat();
  return ENTRY_BYTES + 2 * texts.reduce((sum, text) => sum + text.length, key.length);
}

import { LRUCache } from 'lru-cache';
import { Cache, counterStep, jsonText, keyPattern, lifetimeMs, SingleFlight } from '../../core/caching/index.js';
import type { Clock } from '../../core/kernel/index.js';

type Content = { kind: 'value'; text: string } | { kind: 'hash'; fields: Map<string, string> };
/** `expiresAt` in epoch milliseconds; absent means until evicted. */
type Entry = Content & { expiresAt?: number };

/** How many keys one step of `delByPattern` looks at before other work may run. */
const STEP = 1000;
/** What an entry weighs beside its texts: objects, map slots. An estimate. */
const ENTRY_BYTES = 200;

/**
 * The cache of one process: values as JSON text in an LRU bounded by (estimated) bytes. When it is full the least recently
 * used entries go; a single entry above the bound is not kept at all. Expiry follows the Clock.
 */
export class MemoryCache extends Cache {
  private readonly entries: LRUCache<string, Entry>;
  private readonly flights = new SingleFlight<string>();

  constructor(
    private readonly clock: Clock,
    options: { maxBytes: number },
  ) {
    super();
    this.entries = new LRUCache({ maxSize: options.maxBytes, sizeCalculation: bytesOf });
  }

  override async get<T>(key: string): Promise<T | undefined> {
    const text = this.textOf(key);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  override async set<T>(key: string, value: T, ttlSeconds: number): Promise<void> {
    const entry: Entry = { kind: 'value', text: jsonText(value), expiresAt: this.expiry(ttlSeconds) };
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
      const made = jsonText(await factory());
      if (stillWanted()) this.entries.set(key, { kind: 'value', text: made, expiresAt: this.expiry(ttlSeconds) });
      return made;
    });
    return JSON.parse(text) as T;
  }

  override async increment(key: string, by = 1, ttlSeconds?: number): Promise<number> {
    counterStep(by);
    const expiresAt = ttlSeconds === undefined ? undefined : this.expiry(ttlSeconds);
    const entry = this.live(key);
    const text = this.textOf(key) ?? '0';
    const value = Number(text) + by;
    if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) throw new TypeError('Cache: the value is not an integer');
    this.entries.set(key, { kind: 'value', text: String(value), expiresAt: entry ? entry.expiresAt : expiresAt });
    return value;
  }

  override async decrement(key: string, by = 1, ttlSeconds?: number): Promise<number> {
    return this.increment(key, -by, ttlSeconds);
  }

  override async setHash(key: string, fields: Record<string, unknown>, ttlSeconds: number): Promise<void> {
    const added = Object.entries(fields).map(([field, value]): [string, string] => [field, jsonText(value)]);
    const expiresAt = this.expiry(ttlSeconds);
    const kept = this.fieldsOf(key);
    this.flights.forget(key);
    const all = new Map([...(kept ?? []), ...added]);
    if (all.size > 0) this.entries.set(key, { kind: 'hash', fields: all, expiresAt });
  }

  override async getHash<T>(key: string, field: string): Promise<T | undefined> {
    const text = this.fieldsOf(key)?.get(field);
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }

  override async getAllHash<T>(key: string): Promise<Record<string, T> | undefined> {
    const fields = this.fieldsOf(key);
    return fields && Object.fromEntries([...fields].map(([field, text]) => [field, JSON.parse(text) as T]));
  }

  private expiry(ttlSeconds: number): number {
    return this.clock.now().getTime() + lifetimeMs(ttlSeconds);
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

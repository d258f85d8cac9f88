import { LRUCache } from 'lru-cache';
import { type Dependencies, type EntryReading, EntryStore, type Fill } from '../../core/caching/index.js';
import type { Clock } from '../../core/kernel/index.js';

interface Kept {
  readonly text: string;
  readonly epochs: readonly string[];
  readonly expiresAt: number;
}

interface Lease {
  readonly token: string;
  readonly until: number;
  readonly epochs: readonly string[];
}

/** What an entry weighs beside its text. An estimate. */
const entryBytes = 300;
/** More tags than this are not remembered; the epoch of a forgotten one is new, which only makes misses. */
const manyTags = 100_000;

/** The EntryStore of one process: texts in an LRU bounded by (estimated) bytes. Expiry follows the Clock. */
export class MemoryEntryStore extends EntryStore {
  readonly #entries: LRUCache<string, Kept>;
  readonly #epochs: LRUCache<string, string>;
  readonly #leases = new Map<string, Lease>();
  #serial = 0;

  constructor(
    private readonly clock: Clock,
    { maxBytes, maxTags = manyTags }: { readonly maxBytes: number; readonly maxTags?: number },
    private readonly onInvalidated: (tags: readonly string[]) => void = () => undefined,
  ) {
    super();
    this.#epochs = new LRUCache({ max: maxTags });
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ text }, key) => entryBytes + 2 * (text.length + key.length),
    });
  }

  override async read(key: string, { tags, softTags }: Dependencies): Promise<EntryReading> {
    const epochs = this.#epochsOf([...tags, ...softTags]);
    const kept = this.#entries.get(key);
    const hard = tags.length;
    const usable = kept && kept.expiresAt > this.#now() && same(kept.epochs, epochs, 0, hard);
    return {
      ...(usable ? { text: kept.text } : {}),
      softChanged: usable === true && !same(kept.epochs, epochs, hard, epochs.length),
      epochs,
    };
  }

  override async begin(key: string, { tags, softTags }: Dependencies, leaseMs: number): Promise<Fill> {
    const epochs = this.#epochsOf([...tags, ...softTags]);
    const held = this.#leases.get(key);
    if (held && held.until > this.#now() && same(held.epochs, epochs, 0, tags.length)) return { epochs };
    const lease = this.#word();
    this.#leases.set(key, { token: lease, until: this.#now() + leaseMs, epochs });
    return { epochs, lease };
  }

  override async finish(
    key: string,
    { tags, softTags }: Dependencies,
    fill: Fill,
    text: string,
    ttlMs: number,
  ): Promise<boolean> {
    await this.abandon(key, fill);
    if (!same(fill.epochs, this.#epochsOf([...tags, ...softTags]), 0, tags.length)) return false;
    this.#entries.set(key, { text, epochs: fill.epochs, expiresAt: this.#now() + ttlMs });
    return true;
  }

  override async abandon(key: string, { lease }: Fill): Promise<void> {
    if (lease !== undefined && this.#leases.get(key)?.token === lease) this.#leases.delete(key);
  }

  override async invalidate(tags: readonly string[]): Promise<void> {
    for (const tag of tags) this.#epochs.delete(tag);
    this.onInvalidated(tags);
  }

  #now(): number {
    return this.clock.now().getTime();
  }

  /** Never given twice in this process, which is all there is to this store. */
  #word(): string {
    this.#serial += 1;
    return String(this.#serial);
  }

  #epochsOf(tags: readonly string[]): string[] {
    return tags.map((tag) => {
      const known = this.#epochs.get(tag);
      if (known !== undefined) return known;
      const epoch = this.#word();
      this.#epochs.set(tag, epoch);
      return epoch;
    });
  }
}

function same(a: readonly string[], b: readonly string[], from: number, to: number): boolean {
  for (let i = from; i < to; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

/** Where a value came from. */
export type Tier = 'process' | 'shared' | 'origin';

/** Of one family, since the process started. A read is one of `hits` or `misses`; `stale` are among the hits. */
export interface FamilyFigures {
  readonly hits: Readonly<Record<'process' | 'shared', number>>;
  readonly misses: number;
  /** Misses that waited for somebody else's load. */
  readonly collapsed: number;
  /** Hits that were served after their time. */
  readonly stale: number;
  readonly loads: number;
  readonly loadErrors: number;
  readonly loadSeconds: number;
  /** Loads whose value was not kept: something was invalidated meanwhile. */
  readonly fenced: number;
  /** Kept texts that could not be read. */
  readonly unreadable: number;
  /** Times the store failed. */
  readonly storeErrors: number;
  /** Written to the store. */
  readonly bytes: number;
}

/** How many reads were asked of a family. */
export const readsOf = ({ hits, misses }: FamilyFigures): number => hits.process + hits.shared + misses;

type Mutable = { -readonly [K in keyof FamilyFigures]: FamilyFigures[K] } & { hits: Record<'process' | 'shared', number> };

const none = (): Mutable => ({
  hits: { process: 0, shared: 0 },
  misses: 0,
  collapsed: 0,
  stale: 0,
  loads: 0,
  loadErrors: 0,
  loadSeconds: 0,
  fenced: 0,
  unreadable: 0,
  storeErrors: 0,
  bytes: 0,
});

/** Counts what happens in the cache, by family. Families are declared in code, so the labels are few whatever the keys are. */
export class CacheStatistics {
  readonly #families = new Map<string, Mutable>();

  /** Families are known from here on, also those of which nothing was read yet. */
  declare(families: readonly string[]): void {
    for (const family of families) this.#figures(family);
  }

  knows(family: string): boolean {
    return this.#families.has(family);
  }

  of(family: string): FamilyFigures {
    return structuredClone(this.#families.get(family) ?? none());
  }

  all(): Record<string, FamilyFigures> {
    return Object.fromEntries([...this.#families.keys()].sort().map((family) => [family, this.of(family)]));
  }

  hit(family: string, tier: 'process' | 'shared', stale: boolean): void {
    const figures = this.#figures(family);
    figures.hits[tier] += 1;
    if (stale) figures.stale += 1;
  }

  miss(family: string, collapsed: boolean): void {
    const figures = this.#figures(family);
    figures.misses += 1;
    if (collapsed) figures.collapsed += 1;
  }

  load(family: string, ms: number, failed: boolean): void {
    const figures = this.#figures(family);
    figures.loads += 1;
    figures.loadSeconds += ms / 1_000;
    if (failed) figures.loadErrors += 1;
  }

  wrote(family: string, bytes: number): void {
    this.#figures(family).bytes += bytes;
  }

  count(family: string, what: 'fenced' | 'unreadable' | 'storeErrors'): void {
    this.#figures(family)[what] += 1;
  }

  #figures(family: string): Mutable {
    const known = this.#families.get(family);
    if (known) return known;
    const fresh = none();
    this.#families.set(family, fresh);
    return fresh;
  }
}

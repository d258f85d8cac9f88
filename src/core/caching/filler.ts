import { DomainError, type Clock } from '../kernel/index.js';
import type { CacheFamily } from './cache-family.js';
import type { CacheStatistics } from './cache-statistics.js';
import { type Entry, seal, unseal } from './envelope.js';
import { freshMs, keptMs } from './freshness.js';
import { loadSignal, underSignal } from './load-signal.js';
import type { Bulkhead } from './ports/bulkhead.js';
import type { Dependencies, EntryStore, Fill } from './ports/entry-store.js';
import type { ProcessTier } from './process-tier.js';
import { dataCodec } from './value-codec.js';
import { abortable, pause, withDeadline } from './waiting.js';

/** Loads a value from where it is true. `undefined`: there is none. The signal says that the load is given up. */
export type Load<T> = (signal: AbortSignal) => Promise<T | undefined>;

export interface LoadingTimes {
  /** After this long a value that may still be served is, and the load goes on. */
  readonly softTimeoutMs: number;
  /** After this long, its turn in the bulkhead included, a load is given up, and its signal aborted. */
  readonly hardTimeoutMs: number;
  /** After a failed load, how long a value that may still be served is served without another try. */
  readonly retryPauseMs: number;
  /** Instead of a timer. */
  readonly pause?: (ms: number) => Promise<void>;
}

export interface Task<T> {
  readonly family: CacheFamily<never, T>;
  readonly key: string;
  readonly dependencies: Dependencies;
  readonly load: Load<T>;
}

/** In the process tier. `decoded` only where the family's values are immutable. */
export interface TierEntry {
  readonly entry: Entry;
  readonly decoded?: unknown;
}

/** What the store has under a key. */
export interface Found {
  /** Absent also for what another version of the family made, and for what cannot be read. */
  readonly kept?: TierEntry;
  readonly softChanged: boolean;
  readonly epochs: readonly string[];
}

export interface Filled extends TierEntry {
  readonly stored: boolean;
  readonly softChanged: boolean;
  /** Another instance loaded it. */
  readonly collapsed: boolean;
}

export type Marks = ReturnType<ProcessTier<TierEntry>['mark']>;

/** Too slow: the source did not answer within the hard timeout. */
export class LoadTimedOut extends DomainError {
  constructor(family: string) {
    super('SERVICE_UNAVAILABLE', `Loading ${family} took too long; try again in a moment`);
  }
}

/** Longer than any load may take: the lease of a holder that died ends then. */
const leaseMs = ({ hardTimeoutMs }: LoadingTimes): number => hardTimeoutMs + 500;
/** How often one who waits for another instance's load looks again; the mean of a random pause. */
const lookMs = 25;
/** An entry that is over at once takes the place of one that must not be served any more; then it is gone, too. */
const goneMs = 1;

/** Whether the source failed, rather than answered that there is no such thing, or that the caller may not. */
export function isOutage(error: unknown): boolean {
  return !(error instanceof DomainError) || error.code === 'SERVICE_UNAVAILABLE' || error.code === 'INTERNAL_ERROR';
}

/** Makes values that are not kept: asks for the lease, loads or waits for the one who does, and keeps what was loaded. */
export class Filler {
  constructor(
    private readonly store: EntryStore,
    private readonly tier: ProcessTier<TierEntry>,
    private readonly bulkhead: Bulkhead,
    private readonly clock: Clock,
    private readonly statistics: CacheStatistics,
    private readonly times: LoadingTimes,
    private readonly random: () => number,
  ) {}

  /** `undefined` when the store failed. */
  async read<T>(task: Task<T>): Promise<Found | undefined> {
    const reading = await this.#tried(task, () => this.store.read(task.key, task.dependencies));
    if (reading?.text === undefined) return reading;
    const { text, softChanged, epochs } = reading;
    const kept = opened(task.family, text);
    if (!kept) this.statistics.count(task.family.name, 'unreadable');
    return { softChanged, epochs, ...(kept ? { kept } : {}) };
  }

  /** Notes the epochs, and whether this is the one to load. `undefined` when the store failed. */
  begin<T>(task: Task<T>): Promise<Fill | undefined> {
    return this.#tried(task, () => this.store.begin(task.key, task.dependencies, leaseMs(this.times)));
  }

  /** Waits until another instance has loaded the value, or left it to us: then there is a lease, or the time of the other is over. */
  async waitForOther<T>(task: Task<T>, first: Fill, isGood: (found: Found) => boolean): Promise<Filled | Fill | undefined> {
    // One may die with the lease; the next one is given the time that a load takes.
    const end = performance.now() + 2 * leaseMs(this.times);
    let fill: Fill | undefined = first;
    while (fill && fill.lease === undefined && performance.now() < end) {
      await (this.times.pause ?? pause)(lookMs * (0.5 + this.random()));
      const marks = this.tier.mark(task.dependencies);
      // In this order: a lease that is free because the other has just ended is seen together with what he kept.
      fill = await this.begin(task);
      const found = fill && (await this.read(task));
      if (!fill || !found?.kept || !isGood(found)) continue;
      await this.#abandon(task, fill);
      this.keepInTier(task, marks, found.kept);
      return { ...found.kept, softChanged: found.softChanged, stored: true, collapsed: true };
    }
    return fill;
  }

  /** Loads, and keeps the value unless something it depends on was invalidated meanwhile. Without a fill it is not kept. */
  async load<T>(task: Task<T>, fill: Fill | undefined): Promise<Filled> {
    const marks = this.tier.mark(task.dependencies);
    const loadedAt = this.#now();
    let entry: Entry;
    try {
      // A load inside another one has its place in the bulkhead already: waiting there for a second one could be for ever.
      const inside = loadSignal() !== undefined;
      entry = await this.#inTime(task, loadedAt, (work) => (inside ? work() : this.bulkhead.run(work)));
    } catch (error) {
      if (isOutage(error)) await this.#abandon(task, fill);
      else await this.#end(task, fill, loadedAt);
      throw error;
    }
    if (entry.freshMs === 0) await this.#end(task, fill, loadedAt);
    else if (await this.#finish(task, fill, entry)) {
      const kept = closed(task.family, entry);
      this.keepInTier(task, marks, kept);
      return { ...kept, softChanged: false, stored: true, collapsed: false };
    }
    return { entry, softChanged: false, stored: false, collapsed: false };
  }

  /** For one who holds a connection, and must not wait here for those who wait for it. Nothing is kept. */
  async loadBeside<T>(task: Task<T>): Promise<Filled> {
    const entry = await this.#inTime(task, this.#now(), (work) => work());
    return { entry, softChanged: false, stored: false, collapsed: false };
  }

  keepInTier<T>({ key, dependencies }: Task<T>, marks: Marks, kept: TierEntry): void {
    this.tier.keep(key, dependencies, marks, kept, 2 * (key.length + kept.entry.body.length));
  }

  #inTime<T>(task: Task<T>, loadedAt: number, inTurn: (work: () => Promise<Entry>) => Promise<Entry>): Promise<Entry> {
    const { family } = task;
    const work = (signal: AbortSignal): Promise<Entry> => inTurn(() => this.#timed(task, loadedAt, signal));
    return withDeadline(this.times.hardTimeoutMs, () => new LoadTimedOut(family.name), work);
  }

  async #timed<T>({ family, load }: Task<T>, loadedAt: number, signal: AbortSignal): Promise<Entry> {
    signal.throwIfAborted();
    const started = performance.now();
    let failed = true;
    try {
      const loading = underSignal(signal, async () => load(signal));
      const entry = this.#entry(family, await abortable(loading, signal), loadedAt, Math.round(performance.now() - started));
      failed = false;
      return entry;
    } finally {
      this.statistics.load(family.name, performance.now() - started, failed);
    }
  }

  #entry<T>(family: CacheFamily<never, T>, value: T | undefined, loadedAt: number, loadMs: number): Entry {
    const head = { version: family.version, loadedAt, loadMs };
    if (value === undefined) return { ...head, freshMs: (family.negativeSeconds ?? 0) * 1_000, negative: true, body: '' };
    return { ...head, freshMs: freshMs(family, this.random), body: (family.codec ?? dataCodec).encode(value) };
  }

  async #finish<T>(task: Task<T>, fill: Fill | undefined, entry: Entry): Promise<boolean> {
    if (!fill) return false;
    const { family, key, dependencies } = task;
    const text = seal(entry);
    const ttlMs = entry.negative ? entry.freshMs : keptMs(entry, family);
    const kept = await this.#tried(task, () => this.store.finish(key, dependencies, fill, text, ttlMs));
    if (kept) this.statistics.wrote(family.name, Buffer.byteLength(text));
    else if (kept === false) this.statistics.count(family.name, 'fenced');
    return kept === true;
  }

  /** The source says that there is no such value: one from before must not be served any more, also not instead of an error. */
  async #end<T>(task: Task<T>, fill: Fill | undefined, loadedAt: number): Promise<void> {
    const { family, key, dependencies } = task;
    this.tier.drop(key);
    const gone = seal({ version: family.version, loadedAt, loadMs: 0, freshMs: 0, negative: true, body: '' });
    if (fill) await this.#tried(task, () => this.store.finish(key, dependencies, fill, gone, goneMs));
  }

  /** The lease of a failed load would hold the others up. */
  async #abandon<T>(task: Task<T>, fill: Fill | undefined): Promise<void> {
    if (fill?.lease !== undefined) await this.#tried(task, () => this.store.abandon(task.key, fill));
  }

  async #tried<R, T>({ family }: Task<T>, call: () => Promise<R>): Promise<R | undefined> {
    try {
      return await call();
    } catch {
      this.statistics.count(family.name, 'storeErrors');
      return undefined;
    }
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}

/** A body that cannot be decoded is found out here, and not when a caller asks for its value. */
function opened<T>(family: CacheFamily<never, T>, text: string): TierEntry | undefined {
  const entry = unseal(text, family.version);
  if (!entry || entry.negative) return entry && { entry };
  try {
    const decoded = (family.codec ?? dataCodec).decode(entry.body);
    return family.codec?.immutable ? { entry, decoded } : { entry };
  } catch {
    return undefined;
  }
}

function closed<T>({ codec }: CacheFamily<never, T>, entry: Entry): TierEntry {
  return codec?.immutable && !entry.negative ? { entry, decoded: codec.decode(entry.body) } : { entry };
}

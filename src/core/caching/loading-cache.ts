import type { Clock } from '../kernel/index.js';
import type { CacheFamily } from './cache-family.js';
import { everything, familyTag } from './cache-tags.js';
import type { CacheStatistics, Tier } from './cache-statistics.js';
import type { Entry } from './envelope.js';
import { Filler, type Found, isOutage, type Load, type LoadingTimes, type Marks, type Task, type TierEntry } from './filler.js';
import { type Asked, type Flight, hitOutcome, originOutcome, type Outcome, sameEpochs } from './flight.js';
import { type Freshness, freshnessOf, freshUntil } from './freshness.js';
import { loadSignal } from './load-signal.js';
import type { Bulkhead } from './ports/bulkhead.js';
import type { EntryStore, Fill } from './ports/entry-store.js';
import type { ProcessTier } from './process-tier.js';
import { Refresher } from './refresher.js';
import { dataCodec } from './value-codec.js';
import { abortable, pause, turn } from './waiting.js';

export interface LoadedValue<T> {
  readonly value: T | undefined;
  readonly tier: Tier;
  /** Served after its time. */
  readonly stale: boolean;
  /** Somebody else's load. */
  readonly collapsed: boolean;
  /** Whether it is kept now, for others. */
  readonly stored: boolean;
  /** When the load of the value began, and until when it is fresh; ms since the epoch. */
  readonly loadedAt: number;
  readonly freshUntil: number;
}

export interface Wanted {
  /**
   * `process`: what this process kept is good enough; it may be older than an invalidation by the feed's bound. `shared`: every invalidation that
   * ended before this call is honoured, on whichever instance it was. Default `process`.
   */
  readonly consistency?: 'process' | 'shared';
  /** Gives up waiting. Whatever is being loaded goes on for the others. */
  readonly signal?: AbortSignal;
}

export interface LoadingOptions extends LoadingTimes {
  /** Inside a transaction: what is read there is nobody else's. The cache is then neither read nor filled. */
  readonly mustBypass: () => boolean;
  /** Other times than the families', by name of the family. */
  readonly ttlSeconds?: Readonly<Record<string, number>>;
  /** Instead of the families' `softSeconds`. */
  readonly softSeconds?: number;
  readonly random?: () => number;
}

/**
 * Values by key that are loaded when they are not kept: first this process is asked, then the store of all instances, then the source.
 *
 * - One load at a time for a key, in this process and among all; everybody else waits for it, or is served what is still good.
 * - What was loaded before an invalidation is never served to a read that began after it (see EntryStore for the fence).
 * - A failing store is a miss: the source is asked, within the bulkhead.
 * - A failing or slow source is covered by a value whose time is over but which was not invalidated, as far as its family allows.
 * - A load may read this cache itself. What it is given is then as it is now, neither late nor from this process alone: otherwise the outer value
 *   would be kept as new, for its whole time, with something old in it. The outer family names all tags of what it reads.
 * - Values are copies, unless the family's codec says that they are immutable.
 */
export class LoadingCache {
  readonly #filler: Filler;
  readonly #refresher: Refresher;
  readonly #random: () => number;
  /** As configured, by the declared one. */
  readonly #families = new WeakMap<object, CacheFamily<never, unknown>>();
  readonly #flights = new Map<string, Flight>();

  constructor(
    private readonly store: EntryStore,
    private readonly tier: ProcessTier<TierEntry>,
    bulkhead: Bulkhead,
    private readonly clock: Clock,
    readonly statistics: CacheStatistics,
    private readonly options: LoadingOptions,
  ) {
    this.#random = options.random ?? Math.random;
    this.#filler = new Filler(store, tier, bulkhead, clock, statistics, options, this.#random);
    this.#refresher = new Refresher(this.#filler, tier, bulkhead, options);
  }

  async getOrLoad<P, T>(family: CacheFamily<P, T>, parameters: P, load: Load<T>, wanted: Wanted = {}): Promise<LoadedValue<T>> {
    const { consistency = 'process', signal } = wanted;
    signal?.throwIfAborted();
    const task = this.#task(family, parameters, load);
    if (this.options.mustBypass()) {
      return abortable(this.#landed(task, this.#filler.loadBeside(task).then(originOutcome), false), signal);
    }
    if (loadSignal()) return abortable(this.#nested(task), signal);
    const kept = consistency === 'process' ? this.#fromTier(task) : undefined;
    if (kept) return this.#present(task, kept, false);
    return abortable(consistency === 'process' ? this.#join(task) : this.#verified(task), signal);
  }

  /** What this process keeps and is fresh, without waiting. Not for "there is none". Counts as a read only when it finds something. */
  peek<P, T>(family: CacheFamily<P, T>, parameters: P): LoadedValue<T> | undefined {
    return this.peekKey(family, family.key(parameters));
  }

  /** The same by a key that is known, for those to whom making it would cost too much. */
  peekKey<T>(family: CacheFamily<never, T>, key: string): LoadedValue<T> | undefined {
    const kept = this.tier.get(key);
    if (!kept || kept.value.entry.negative) return undefined;
    const known = { family: this.#configured(family) };
    const freshness = this.#freshness(known, kept.value.entry, kept.softChanged);
    if (freshness === 'early') this.#refresher.due(key);
    if (freshness !== 'fresh') return undefined;
    return this.#present(known, hitOutcome(kept.value, 'process', false, kept.softChanged), false);
  }

  /**
   * Loads a value anew before its time is over, and keeps it. Does nothing while somebody else loads it, inside a transaction, and while the store
   * fails. Rejects when the load fails; what is kept stays.
   */
  async refresh<P, T>(family: CacheFamily<P, T>, parameters: P, load: Load<T>): Promise<void> {
    if (this.options.mustBypass()) return;
    const task = this.#task(family, parameters, load);
    const fill = await this.#filler.begin(task);
    if (fill?.lease !== undefined) await this.#filler.load(task, fill);
  }

  /** Ends every value that depends on one of these tags: at once in this process, and for all once it resolves. Rejects when the store fails. */
  async invalidate(tags: readonly string[]): Promise<void> {
    if (tags.length === 0) return;
    this.forget(tags);
    try {
      await this.store.invalidate(tags);
    } finally {
      // What was read from the store meanwhile may be from before.
      this.forget(tags);
    }
  }

  /** In this process alone. */
  forget(tags: readonly string[]): void {
    this.tier.invalidated(tags);
    const gone = new Set(tags);
    for (const [key, { dependencies }] of this.#flights) {
      if (dependencies.tags.some((tag) => gone.has(tag))) this.#flights.delete(key);
    }
  }

  /** After invalidations that may not have been heard: everything, in this process alone. */
  forgetAll(): void {
    this.tier.missed();
    this.#flights.clear();
  }

  #task<P, T>(family: CacheFamily<P, T>, parameters: P, load: Load<T>): Task<T> {
    return {
      family: this.#configured(family),
      load,
      key: family.key(parameters),
      dependencies: {
        tags: [everything, familyTag(family.name), ...(family.tags?.(parameters) ?? [])],
        softTags: family.softTags?.(parameters) ?? [],
      },
    };
  }

  #configured<P, T>(family: CacheFamily<P, T>): CacheFamily<P, T> {
    const known = this.#families.get(family);
    if (known) return known as unknown as CacheFamily<P, T>;
    const ttlSeconds = this.options.ttlSeconds?.[family.name] ?? family.ttlSeconds;
    const softSeconds = this.options.softSeconds ?? family.softSeconds ?? 0;
    const configured = { ...family, ttlSeconds, softSeconds };
    this.#families.set(family, configured as unknown as CacheFamily<never, unknown>);
    return configured;
  }

  #fromTier<T>(task: Task<T>): Outcome | undefined {
    const kept = this.tier.get(task.key);
    return kept && this.#usable(task, kept.value, 'process', kept.softChanged);
  }

  /** The entry, if it may be served without waiting. Has it loaded anew where that is due. */
  #usable<T>(task: Task<T>, kept: TierEntry, tier: 'process' | 'shared', softChanged: boolean): Outcome | undefined {
    const freshness = this.#freshness(task, kept.entry, softChanged);
    if (freshness === 'spare' || freshness === 'over') return undefined;
    this.#refresher.served(task, kept.entry, freshness !== 'fresh');
    return hitOutcome(kept, tier, freshness === 'stale', softChanged);
  }

  #freshness<T>({ family }: Pick<Task<T>, 'family'>, entry: Entry, softChanged: boolean): Freshness {
    const rules = entry.negative ? { ttlSeconds: 0, softSeconds: family.softSeconds ?? 0 } : family;
    return freshnessOf(entry, softChanged, rules, this.clock.now().getTime(), this.#random);
  }

  /** For those who may be given what was being loaded when they came. */
  async #join<T>(task: Task<T>): Promise<LoadedValue<T>> {
    const underWay = this.#flights.get(task.key);
    const joins = underWay !== undefined && this.tier.covers(underWay.startedAt);
    const flight = joins ? underWay : this.#fly(task);
    return this.#landed(task, flight.outcome, joins);
  }

  /** For those who may not: a flight is joined only if nothing was invalidated since it noted the epochs. */
  async #verified<T>(task: Task<T>): Promise<LoadedValue<T>> {
    const marks = this.tier.mark(task.dependencies);
    const found = await this.#filler.read(task);
    const kept = found && this.#fromStore(task, found, marks);
    if (kept) return this.#present(task, kept, false);
    const underWay = this.#flights.get(task.key);
    const joins = underWay !== undefined && (found ? sameEpochs(task.dependencies, underWay, found) : underWay.isAhead);
    const flight = joins ? underWay : this.#fly(task, { found });
    return this.#landed(task, flight.outcome, joins);
  }

  /** For a load that reads the cache itself. Waits for nobody else's load, which could be waiting for the end of this one. */
  async #nested<T>(task: Task<T>): Promise<LoadedValue<T>> {
    const marks = this.tier.mark(task.dependencies);
    const found = await this.#filler.read(task);
    const { kept, softChanged = false } = found ?? {};
    if (kept && !softChanged && ['fresh', 'early'].includes(this.#freshness(task, kept.entry, false))) {
      this.#filler.keepInTier(task, marks, kept);
      return this.#present(task, hitOutcome(kept, 'shared', false, false), false);
    }
    const fill = found && (await this.#filler.begin(task));
    return this.#landed(task, this.#filler.load(task, fill).then(originOutcome), false);
  }

  #fly<T>(task: Task<T>, asked?: Asked): Flight {
    // The work starts in a later turn, when the flight is in the map.
    const outcome = Promise.resolve()
      .then(() => this.#fetch(task, flight, asked))
      .finally(() => {
        if (this.#flights.get(task.key) === flight) this.#flights.delete(task.key);
      });
    const flight: Flight = {
      dependencies: task.dependencies,
      outcome,
      startedAt: performance.now(),
      epochs: asked?.found?.epochs,
      isAhead: asked !== undefined && !asked.found,
    };
    this.#flights.set(task.key, flight);
    return flight;
  }

  async #fetch<T>(task: Task<T>, flight: Flight, asked?: Asked): Promise<Outcome> {
    const marks = this.tier.mark(task.dependencies);
    const found = asked ? asked.found : await this.#filler.read(task);
    if (!found) return this.#fetchWithoutStore(task, flight);
    flight.epochs = found.epochs;
    const kept = asked ? undefined : this.#fromStore(task, found, marks);
    return kept ?? this.#fill(task, flight, found);
  }

  async #fetchWithoutStore<T>(task: Task<T>, flight: Flight): Promise<Outcome> {
    flight.isAhead = true;
    // All who find out in the same turn that the store failed come along.
    await turn();
    const load: Load<T> = (signal) => {
      flight.isAhead = false;
      return task.load(signal);
    };
    return originOutcome(await this.#filler.load({ ...task, load }, undefined));
  }

  #fromStore<T>(task: Task<T>, { kept, softChanged }: Found, marks: Marks): Outcome | undefined {
    const outcome = kept && this.#usable(task, kept, 'shared', softChanged);
    if (outcome) this.#filler.keepInTier(task, marks, outcome);
    return outcome;
  }

  /** What may be served if nothing better can be had. */
  #spare<T>(task: Task<T>, { kept, softChanged }: Found): Outcome | undefined {
    if (!kept || this.#freshness(task, kept.entry, softChanged) !== 'spare') return undefined;
    return hitOutcome(kept, 'shared', true, softChanged);
  }

  async #fill<T>(task: Task<T>, flight: Flight, found: Found): Promise<Outcome> {
    const old = this.#spare(task, found);
    if (old && this.#refresher.rests(task.key)) return old;
    let fill = await this.#filler.begin(task);
    // What was read a moment ago may have been invalidated since.
    const spare = fill && !sameEpochs(task.dependencies, fill, found) ? undefined : old;
    if (fill) flight.epochs = fill.epochs;
    if (fill && fill.lease === undefined) {
      if (spare) return spare;
      const other = await this.#filler.waitForOther(task, fill, (now) => this.#isGood(task, now));
      if (other && 'entry' in other) return originOutcome(other);
      fill = other;
      if (fill) flight.epochs = fill.epochs;
    }
    return this.#covered(task, fill, spare);
  }

  #isGood<T>(task: Task<T>, { kept, softChanged }: Found): boolean {
    return kept !== undefined && this.#freshness(task, kept.entry, softChanged) !== 'over';
  }

  /** The loaded value if it comes in time, otherwise the spare one, if there is one. */
  async #covered<T>(task: Task<T>, fill: Fill | undefined, spare: Outcome | undefined): Promise<Outcome> {
    const loading = this.#filler.load(task, fill).then(originOutcome);
    if (!spare) return loading;
    const settled = loading.catch((error: unknown) => {
      if (!isOutage(error)) throw error;
      this.#refresher.rest(task.key);
      return spare;
    });
    const { softTimeoutMs, pause: wait = pause } = this.options;
    return Promise.race([settled, wait(softTimeoutMs).then(() => spare)]);
  }

  async #landed<T>(task: Task<T>, outcome: Promise<Outcome>, joined: boolean): Promise<LoadedValue<T>> {
    try {
      return this.#present(task, await outcome, joined);
    } catch (error) {
      this.statistics.miss(task.family.name, joined);
      throw error;
    }
  }

  #present<T>({ family }: Pick<Task<T>, 'family'>, outcome: Outcome, joined: boolean): LoadedValue<T> {
    const { entry, tier, stale, stored } = outcome;
    if (tier === 'origin') this.statistics.miss(family.name, joined || outcome.collapsed);
    else this.statistics.hit(family.name, tier, stale);
    const codec = family.codec ?? dataCodec;
    const value = entry.negative ? undefined : ((outcome.decoded ?? codec.decode(entry.body)) as T);
    return {
      value,
      tier,
      stale,
      stored,
      collapsed: joined || outcome.collapsed,
      loadedAt: entry.loadedAt,
      freshUntil: freshUntil(entry, outcome.softChanged, family),
    };
  }
}

import fc from 'fast-check';
import { MemoryEntryStore } from '../../src/adapters/memory/memory-entry-store.js';
import {
  cacheFamily,
  type EntryStore,
  everything,
  InvalidationFeed,
  type InvalidationListener,
  type LoadingOptions,
} from '../../src/core/caching/index.js';
import { CachingInstance } from './caching-instance.js';
import { FakeClock } from './fake-clock.js';
import { type Delay, FarStore } from './far-store.js';
import { SeededRandom } from './seeded-random.js';

/** One thing that happens in a run. All of a run begin in their order, and go on as the scheduler says. */
export type Step =
  | { readonly kind: 'read'; readonly at: number; readonly id: number; readonly consistency: 'process' | 'shared' }
  | { readonly kind: 'write'; readonly at: number; readonly id: number }
  /** The messages that are on their way to this process are lost, and it finds out. */
  | { readonly kind: 'lose'; readonly at: number }
  /** The store is away for this process. */
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'mend'; readonly at: number }
  | { readonly kind: 'wait'; readonly ms: number };

/** A read that was given something older than it may be, and why that is one. */
export interface StaleRead {
  readonly promise: 'shared' | 'process' | 'quiet';
  readonly id: number;
  readonly given: number;
  readonly atLeast: number;
}

/** What is different from the product, for a test that the machinery finds what is wrong. */
export interface Sabotage {
  readonly store?: (clock: FakeClock, onInvalidated: (tags: readonly string[]) => void) => EntryStore;
  readonly instance?: (instance: CachingInstance) => void;
  /** A process that hears of an invalidation, but lets go on what is being loaded. */
  readonly keepsFlights?: true;
}

export const processes = 3;
const ids = 2;
const family = cacheFamily<number>()('row:{id}', {
  ttlSeconds: 60,
  version: 1,
  staleWhileRevalidateSeconds: 30,
  staleIfErrorSeconds: 60,
  tags: ({ id }) => ['rows', `row:${id}`],
});

/** Reads and writes of one row in two processes, and little else: where most goes wrong. */
const crowded = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('read' as const),
        at: fc.nat(1),
        id: fc.constant(0),
        consistency: fc.constantFrom('process' as const, 'shared' as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('write' as const), at: fc.nat(1), id: fc.constant(0) }) },
  ),
  { minLength: 3, maxLength: 8 },
);

const anywhere = { at: fc.nat(processes - 1), id: fc.nat(ids - 1) };
const wide = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('read' as const),
        ...anywhere,
        consistency: fc.constantFrom('process' as const, 'shared' as const),
      }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), ...anywhere }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constantFrom('lose' as const, 'cut' as const, 'mend' as const), at: anywhere.at }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(30_000, 65_000, 100_000) }) },
  ),
  { minLength: 4, maxLength: 16 },
);

export const anySteps: fc.Arbitrary<Step[]> = fc.oneof({ weight: 3, arbitrary: crowded }, { weight: 1, arbitrary: wide });

interface Message {
  readonly tags: readonly string[];
  /** What the database held when the tags ended. */
  readonly rows: readonly number[];
}

/** Messages arrive in order, each when the scheduler says; the feed believes itself current all the time. */
class LateFeed extends InvalidationFeed {
  override readonly boundMs = 0;
  /** The versions that the invalidations heard so far have ended everything below of. */
  readonly heard = new Array<number>(ids).fill(0);
  #listener: InvalidationListener | undefined;
  #line = Promise.resolve();
  #onTheirWay: Message[] = [];

  constructor(private readonly delay: Delay) {
    super();
  }

  override isCurrent(): boolean {
    return true;
  }

  override async start(listener: InvalidationListener): Promise<void> {
    this.#listener = listener;
  }

  override async stop(): Promise<void> {
    this.#listener = undefined;
  }

  send(message: Message): void {
    this.#onTheirWay.push(message);
    this.#line = this.#line.then(async () => {
      await this.delay('message');
      if (!this.#onTheirWay.includes(message)) return;
      this.#onTheirWay = this.#onTheirWay.filter((other) => other !== message);
      this.#listener?.invalidated(message.tags);
      this.#hear(message);
    });
  }

  lose(): void {
    const lost = this.#onTheirWay.splice(0);
    this.#listener?.missed();
    for (const message of lost) this.#hear(message);
  }

  #hear({ tags, rows }: Message): void {
    rows.forEach((version, id) => {
      if (endsRow(tags, id)) this.heard[id] = Math.max(this.heard[id] ?? 0, version);
    });
  }
}

const endsRow = (tags: readonly string[], id: number): boolean => tags.includes(everything) || tags.includes(`row:${id}`);

/**
 * Runs the steps in three processes over one store, in the order that the scheduler chooses for every request, answer, message, load and pause.
 * The reads that broke a promise:
 *
 * - `shared`: it began after an invalidation had ended (and its store was not away), and was given something from before that.
 * - `process`: its process had heard of an invalidation before it began, and it was given something from before that.
 * - `quiet`: nothing was under way any more, the stores were mended, and it was given something else than the database holds.
 */
export async function staleReads(
  scheduler: fc.Scheduler,
  steps: readonly Step[],
  seed: number,
  sabotage: Sabotage = {},
): Promise<StaleRead[]> {
  const world = new World(scheduler, seed, sabotage);
  await world.start();
  await scheduler.waitFor(world.run(steps));
  await scheduler.waitIdle();
  await scheduler.waitFor(world.readAll());
  return world.stale;
}

class World {
  readonly stale: StaleRead[] = [];
  readonly #clock = new FakeClock();
  readonly #rows = new Array<number>(ids).fill(1);
  /** Below these versions nothing may be served to a shared read any more. */
  readonly #ended = new Array<number>(ids).fill(0);
  readonly #delay: Delay;
  readonly #stores: FarStore[] = [];
  readonly #feeds: LateFeed[] = [];
  readonly #instances: CachingInstance[] = [];
  readonly #inner: EntryStore;

  constructor(
    scheduler: fc.Scheduler,
    seed: number,
    private readonly sabotage: Sabotage,
  ) {
    const random = new SeededRandom(seed);
    this.#delay = (label) => scheduler.schedule(Promise.resolve(), label);
    const onInvalidated = (tags: readonly string[]): void => this.#publish(tags);
    this.#inner = sabotage.store?.(this.#clock, onInvalidated) ?? memoryStore(this.#clock, onInvalidated);
    const pause = async (): Promise<void> => {
      await this.#delay('pause');
      // So that a lease nobody gives back ends.
      this.#clock.advance(2_000);
    };
    const options: Partial<LoadingOptions> = { retryPauseMs: 0, pause, random: () => random.next() };
    for (let at = 0; at < processes; at += 1) {
      const store = new FarStore(this.#inner, this.#delay);
      const feed = new LateFeed(this.#delay);
      const instance = new CachingInstance(store, { ...options, clock: this.#clock, feed });
      sabotage.instance?.(instance);
      this.#stores.push(store);
      this.#feeds.push(feed);
      this.#instances.push(instance);
    }
  }

  async start(): Promise<void> {
    for (const [at, instance] of this.#instances.entries()) {
      if (this.sabotage.keepsFlights) {
        const { tier } = instance;
        await this.#feeds[at]?.start({ invalidated: (tags) => tier.invalidated(tags), missed: () => tier.missed() });
      } else await instance.start();
    }
  }

  async run(steps: readonly Step[]): Promise<void> {
    const underWay: Promise<void>[] = [];
    for (const step of steps) {
      underWay.push(this.#do(step));
      await this.#delay('next step');
    }
    await Promise.all(underWay);
    for (let at = 0; at < processes; at += 1) await this.#mend(at);
  }

  async readAll(): Promise<void> {
    for (let at = 0; at < processes; at += 1) {
      for (let id = 0; id < ids; id += 1) {
        for (const consistency of ['process', 'shared'] as const) {
          const given = await this.#read(at, id, consistency);
          const truth = this.#rows[id] ?? 0;
          if (given !== truth) this.stale.push({ promise: 'quiet', id, given, atLeast: truth });
        }
      }
    }
  }

  async #do(step: Step): Promise<void> {
    if (step.kind === 'wait') this.#clock.advance(step.ms);
    else if (step.kind === 'lose') this.#feeds[step.at]?.lose();
    else if (step.kind === 'cut') (this.#stores[step.at] as FarStore).isCut = true;
    else if (step.kind === 'mend') await this.#mend(step.at);
    else if (step.kind === 'write') await this.#write(step.at, step.id);
    else await this.#checkedRead(step.at, step.id, step.consistency);
  }

  async #write(at: number, id: number): Promise<void> {
    await this.#delay('write');
    const version = (this.#rows[id] = (this.#rows[id] ?? 0) + 1);
    const [outcome] = await Promise.allSettled([this.#instances[at]?.cache.invalidate([`row:${id}`])]);
    // One that failed is made up for when the store is mended.
    if (outcome.status === 'fulfilled') this.#end(id, version);
  }

  /** As the guard does it: everything from before the outage ends, then the store is used again. */
  async #mend(at: number): Promise<void> {
    const before = [...this.#rows];
    await this.#inner.invalidate([everything]);
    (this.#stores[at] as FarStore).isCut = false;
    before.forEach((version, id) => this.#end(id, version));
  }

  async #checkedRead(at: number, id: number, consistency: 'process' | 'shared'): Promise<void> {
    const bound = consistency === 'shared' ? this.#ended : (this.#feeds[at] as LateFeed).heard;
    const atLeast = bound[id] ?? 0;
    const given = await this.#read(at, id, consistency);
    if (given < atLeast) this.stale.push({ promise: consistency, id, given, atLeast });
  }

  async #read(at: number, id: number, consistency: 'process' | 'shared'): Promise<number> {
    const load = async (): Promise<number | undefined> => {
      await this.#delay('query');
      const version = this.#rows[id];
      await this.#delay('rows');
      return version;
    };
    const { value } = await (this.#instances[at] as CachingInstance).cache.getOrLoad(family, { id }, load, { consistency });
    return value ?? 0;
  }

  #publish(tags: readonly string[]): void {
    for (const feed of this.#feeds) feed.send({ tags, rows: [...this.#rows] });
  }

  #end(id: number, version: number): void {
    this.#ended[id] = Math.max(this.#ended[id] ?? 0, version);
  }
}

const memoryStore = (clock: FakeClock, onInvalidated: (tags: readonly string[]) => void): EntryStore =>
  new MemoryEntryStore(clock, { maxBytes: 100_000, maxTags: 100 }, onInvalidated);

/** Stale reads in so many random runs; all of them the same for one seed. For figures; the tests use fast-check directly. */
export async function countStaleReads(
  runs: number,
  seed: number,
): Promise<{ readonly runs: number; readonly reads: number; readonly stale: number }> {
  let [reads, stale] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), anySteps, fc.nat(), async (scheduler, steps, random) => {
      reads += steps.filter(({ kind }) => kind === 'read').length + processes * ids * 2;
      stale += (await staleReads(scheduler, steps, random)).length;
    }),
    { numRuns: runs, seed },
  );
  return { runs, reads, stale };
}

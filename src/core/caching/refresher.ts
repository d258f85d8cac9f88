import type { Entry } from './envelope.js';
import { type Filler, isOutage, type LoadingTimes, type Task, type TierEntry } from './filler.js';
import type { Bulkhead } from './ports/bulkhead.js';
import type { ProcessTier } from './process-tier.js';

/** Beyond so many keys, what is remembered of them is dropped. */
const maxRemembered = 10_000;

/** Loads values anew in the background, one load at a time for a key, while what is kept is still served. */
export class Refresher {
  readonly #refreshing = new Set<string>();
  /** Keys whose load failed lately, and until when they are left alone (by performance.now). */
  readonly #resting = new Map<string, number>();
  readonly #due = new Set<string>();

  constructor(
    private readonly filler: Filler,
    private readonly tier: ProcessTier<TierEntry>,
    private readonly bulkhead: Bulkhead,
    private readonly times: LoadingTimes,
  ) {}

  /** To be loaded anew when it is served next. */
  due(key: string): void {
    remember(this.#due).add(key);
  }

  /** The entry is being served; `isOld`: it is time to load it anew. Done only where there is room for it. */
  served<T>(task: Task<T>, entry: Entry, isOld: boolean): void {
    const due = this.#due.delete(task.key);
    if (!isOld && !due) return;
    if (this.#refreshing.has(task.key) || this.rests(task.key) || !this.bulkhead.hasRoom()) return;
    this.#refreshing.add(task.key);
    // A failure is counted where it happens; the value that was served covers it.
    this.#loadAnew(task, entry)
      .catch((error: unknown) => {
        if (isOutage(error)) this.rest(task.key);
      })
      .finally(() => this.#refreshing.delete(task.key));
  }

  /** Leaves the key alone for a while: its load failed. */
  rest(key: string): void {
    remember(this.#resting).set(key, performance.now() + this.times.retryPauseMs);
  }

  rests(key: string): boolean {
    const until = this.#resting.get(key);
    if (until === undefined) return false;
    if (until > performance.now()) return true;
    this.#resting.delete(key);
    return false;
  }

  async #loadAnew<T>(task: Task<T>, entry: Entry): Promise<void> {
    const marks = this.tier.mark(task.dependencies);
    const found = await this.filler.read(task);
    if (found?.kept && found.kept.entry.loadedAt > entry.loadedAt) {
      // Another instance was earlier.
      this.filler.keepInTier(task, marks, found.kept);
      return;
    }
    const fill = await this.filler.begin(task);
    if (fill?.lease !== undefined) await this.filler.load(task, fill);
  }
}

function remember<C extends Map<string, unknown> | Set<string>>(keys: C): C {
  if (keys.size >= maxRemembered) keys.clear();
  return keys;
}

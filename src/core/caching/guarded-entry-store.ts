import type { BreakerState } from './circuit-breaker.js';
import { everything } from './cache-tags.js';
import { type Dependencies, type EntryReading, EntryStore, type Fill } from './ports/entry-store.js';
import { withDeadline } from './waiting.js';

export interface GuardOptions {
  /** A call that is not answered by then has failed: what stands still raises no error by itself. */
  readonly timeoutMs: number;
  /** So many failures in a row open the guard. */
  readonly failures: number;
  /** Whether an error means that the store is away, rather than that it would not do this. Default: each does. */
  readonly isOutage?: (error: unknown) => boolean;
  /** How often it is tried, while open, whether the store is back. */
  readonly probeMs: number;
  /** Hears every change, also `half-open` and back to `open` of each probe that fails. */
  readonly onChange: (state: BreakerState, error?: unknown) => void;
}

/** The store is away; callers do without it. */
export class CacheUnavailable extends Error {
  constructor(options?: ErrorOptions) {
    super('The store of the cache does not answer', options);
    this.name = 'CacheUnavailable';
  }
}

/**
 * An EntryStore whose calls never take longer than a bound, and are refused at once while it is away. One probe at a time tries to end everything
 * that was kept: only when that succeeded is the store used again, so that nothing from before an outage is served after it. An invalidation that
 * failed opens the guard by itself, because what it should have ended still stands there.
 */
export class GuardedEntryStore extends EntryStore {
  #state: BreakerState = 'closed';
  #failed = 0;
  /** Something failed since the probe under way began: what it ended is not enough. */
  #failedMeanwhile = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(
    private readonly inner: EntryStore,
    private readonly options: GuardOptions,
  ) {
    super();
  }

  get state(): BreakerState {
    return this.#state;
  }

  override read(key: string, dependencies: Dependencies): Promise<EntryReading> {
    return this.#call(() => this.inner.read(key, dependencies));
  }

  override begin(key: string, dependencies: Dependencies, leaseMs: number): Promise<Fill> {
    return this.#call(() => this.inner.begin(key, dependencies, leaseMs));
  }

  override finish(key: string, dependencies: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    return this.#call(() => this.inner.finish(key, dependencies, fill, text, ttlMs));
  }

  override abandon(key: string, fill: Fill): Promise<void> {
    return this.#call(() => this.inner.abandon(key, fill));
  }

  /** Goes through also while probing: the probe may have ended everything before what these tags stand for had changed. */
  override async invalidate(tags: readonly string[]): Promise<void> {
    if (this.#state === 'open') throw new CacheUnavailable();
    try {
      await this.#bounded(() => this.inner.invalidate(tags));
      this.#failed = 0;
    } catch (error) {
      this.open(error);
      throw error;
    }
  }

  /** For what is known to have been away, such as a connection that was lost and made anew between two calls. */
  open(error?: unknown): void {
    this.#failedMeanwhile = true;
    if (this.#state !== 'closed') return;
    this.#change('open', error);
    this.#schedule();
  }

  /** Stops trying. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #call<T>(work: () => Promise<T>): Promise<T> {
    if (this.#state !== 'closed') throw new CacheUnavailable();
    try {
      const result = await this.#bounded(work);
      this.#failed = 0;
      return result;
    } catch (error) {
      if (this.options.isOutage?.(error) === false) throw error;
      this.#failed += 1;
      if (this.#failed >= this.options.failures) this.open(error);
      throw error;
    }
  }

  #bounded<T>(work: () => Promise<T>): Promise<T> {
    return withDeadline(this.options.timeoutMs, () => new CacheUnavailable(), work);
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.#probe(), this.options.probeMs);
    this.#timer.unref();
  }

  async #probe(): Promise<void> {
    this.#failedMeanwhile = false;
    this.#change('half-open');
    const error = await this.#purge();
    if (!this.#failedMeanwhile) {
      this.#failed = 0;
      this.#change('closed');
    } else {
      this.#change('open', error);
      this.#schedule();
    }
  }

  /** Answers why it failed. */
  async #purge(): Promise<unknown> {
    try {
      await this.#bounded(() => this.inner.invalidate([everything]));
      return undefined;
    } catch (error) {
      this.#failedMeanwhile = true;
      return error;
    }
  }

  #change(state: BreakerState, error?: unknown): void {
    this.#state = state;
    this.options.onChange(state, error);
  }
}

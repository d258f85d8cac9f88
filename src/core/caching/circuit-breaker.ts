/** `closed`: calls go through. `open`: they are refused at once. `half-open`: one call tries whether it works again. */
export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** So many failures in a row open it. */
  readonly failures: number;
  /** How long it stays open before one call may try. */
  readonly pauseMs: number;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/** Refused without being tried: what is called failed a moment ago. */
export class CircuitOpen extends Error {
  constructor() {
    super('Not tried: it failed a moment ago');
    this.name = 'CircuitOpen';
  }
}

/** Spares callers the wait for something that does not answer. The pattern is Nygard's ("Release It!", Circuit Breaker). */
export class CircuitBreaker {
  #state: BreakerState = 'closed';
  #failed = 0;
  #openedAt = 0;
  readonly #now: () => number;

  constructor(private readonly options: BreakerOptions) {
    this.#now = options.now ?? (() => performance.now());
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** Opens it without waiting for more failures. */
  open(): void {
    this.#state = 'open';
    this.#openedAt = this.#now();
  }

  /** Rejects with what the work rejects with, or with CircuitOpen. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    const probing = this.#state !== 'closed';
    if (probing && !this.#mayTry()) throw new CircuitOpen();
    if (probing) this.#state = 'half-open';
    // Calls that began before it opened say nothing about now.
    const counts = (): boolean => this.#state === (probing ? 'half-open' : 'closed');
    try {
      const result = await work();
      if (counts()) {
        this.#state = 'closed';
        this.#failed = 0;
      }
      return result;
    } catch (error) {
      if (counts()) {
        this.#failed += 1;
        if (probing || this.#failed >= this.options.failures) this.open();
      }
      throw error;
    }
  }

  #mayTry(): boolean {
    return this.#state === 'open' && this.#now() - this.#openedAt >= this.options.pauseMs;
  }
}

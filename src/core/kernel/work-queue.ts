interface Waiting {
  start(): void;
}

/** Runs at most `width` pieces of work at a time, in order of arrival, while at most `maxWaiting` wait. */
export class WorkQueue {
  readonly #waiting: Waiting[] = [];
  #running = 0;

  constructor(
    private readonly width: number,
    private readonly maxWaiting: number,
    private readonly full: () => Error,
  ) {}

  /** Rejects at once with what `full` makes when too many wait. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.width) await this.#wait();
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // A place that is handed over was never free, so that nobody who comes now is faster.
      if (next) next.start();
      else this.#running -= 1;
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= this.maxWaiting) return Promise.reject(this.full());
    return new Promise((resolve) => this.#waiting.push({ start: resolve }));
  }
}

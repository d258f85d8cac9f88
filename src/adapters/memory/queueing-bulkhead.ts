import { Bulkhead } from '../../core/caching/index.js';
import { DomainError } from '../../core/kernel/index.js';

export interface BulkheadOptions {
  readonly atOnce: number;
  readonly maxWaiting: number;
  readonly maxWaitMs: number;
}

interface Waiting {
  start(): void;
}

/** Work in order of arrival, so many at once. */
export class QueueingBulkhead extends Bulkhead {
  #running = 0;
  readonly #waiting = new Set<Waiting>();

  constructor(private readonly options: BulkheadOptions) {
    super();
  }

  override hasRoom(): boolean {
    return this.#running < this.options.atOnce;
  }

  override async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.hasRoom()) this.#running += 1;
    else await this.#turn();
    try {
      return await work();
    } finally {
      const [next] = this.#waiting;
      if (next) next.start();
      else this.#running -= 1;
    }
  }

  /** Resolves holding the place of whoever ended. */
  #turn(): Promise<void> {
    if (this.#waiting.size >= this.options.maxWaiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start: () => {
          clearTimeout(timer);
          this.#waiting.delete(waiting);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(busy());
      }, this.options.maxWaitMs);
      this.#waiting.add(waiting);
    });
  }
}

const busy = (): DomainError => new DomainError('SERVICE_UNAVAILABLE', 'Too much is being loaded at once; try again in a moment');

import { type Dependencies, type EntryReading, EntryStore, type Fill } from '../../src/core/caching/index.js';

/** Resolves when what has this name may go on. */
export type Delay = (label: string) => Promise<void>;

/** The store as one process sees it: what it asks arrives when the scheduler says, and so does the answer. */
export class FarStore extends EntryStore {
  isCut = false;

  constructor(
    private readonly inner: EntryStore,
    private readonly delay: Delay,
  ) {
    super();
  }

  override read(key: string, dependencies: Dependencies): Promise<EntryReading> {
    return this.#far('read', () => this.inner.read(key, dependencies));
  }

  override begin(key: string, dependencies: Dependencies, leaseMs: number): Promise<Fill> {
    return this.#far('begin', () => this.inner.begin(key, dependencies, leaseMs));
  }

  override finish(key: string, dependencies: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    return this.#far('finish', () => this.inner.finish(key, dependencies, fill, text, ttlMs));
  }

  override abandon(key: string, fill: Fill): Promise<void> {
    return this.#far('abandon', () => this.inner.abandon(key, fill));
  }

  override invalidate(tags: readonly string[]): Promise<void> {
    return this.#far('invalidate', () => this.inner.invalidate(tags));
  }

  async #far<T>(label: string, call: () => Promise<T>): Promise<T> {
    await this.delay(label);
    this.#check();
    const answer = await call();
    await this.delay(`${label} answered`);
    this.#check();
    return answer;
  }

  #check(): void {
    if (this.isCut) throw new Error('the store is away');
  }
}

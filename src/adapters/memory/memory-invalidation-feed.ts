import { InvalidationFeed, type InvalidationListener } from '../../core/caching/index.js';

/** The feed of one process: always current, because nobody else invalidates anything. */
export class MemoryInvalidationFeed extends InvalidationFeed {
  override readonly boundMs = 0;
  #listener: InvalidationListener | undefined;

  override isCurrent(): boolean {
    return true;
  }

  override async start(listener: InvalidationListener): Promise<void> {
    this.#listener = listener;
  }

  override async stop(): Promise<void> {
    this.#listener = undefined;
  }

  /** For the store of this process, see MemoryEntryStore. */
  readonly publish = (tags: readonly string[]): void => {
    this.#listener?.invalidated(tags);
  };
}

import { EventOutbox, type TransactionRunner } from '../kernel/index.js';
import type { Logger } from '../observability/index.js';
import type { InvalidationTable } from './invalidations.js';
import type { LoadingCache } from './loading-cache.js';

/**
 * Ends what the recorded events make wrong, once for a transaction and before whoever ran it is told that it is committed: on every instance, he
 * reads his own writes. Where the store is away the write stands all the same, and the store's bound is all it waits: GuardedEntryStore ends
 * everything before such a store is used again, and InvalidateOnEvent tries once more.
 */
export class InvalidatingEventOutbox extends EventOutbox {
  #batch: { readonly tags: Set<string>; readonly ended: Promise<void> } | undefined;

  constructor(
    private readonly inner: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly cache: LoadingCache,
    private readonly table: InvalidationTable,
    private readonly logger: Logger,
  ) {
    super();
  }

  override async record(name: string, payload: Record<string, unknown>): Promise<void> {
    await this.inner.record(name, payload);
    const tags = this.table.tagsOf(name, payload);
    if (tags.length > 0) await this.transactions.afterCommit(() => this.#end(tags));
  }

  /** What is to be ended in the same turn is ended together: all actions after one commit begin in one. */
  #end(tags: readonly string[]): Promise<void> {
    this.#batch ??= this.#open();
    for (const tag of tags) this.#batch.tags.add(tag);
    return this.#batch.ended;
  }

  #open(): { tags: Set<string>; ended: Promise<void> } {
    const tags = new Set<string>();
    const ended = Promise.resolve().then(async () => {
      this.#batch = undefined;
      try {
        await this.cache.invalidate([...tags]);
      } catch (error) {
        this.logger.log('warn', 'caching', 'What a write made wrong was not ended at once', { tags: tags.size, error });
      }
    });
    return { tags, ended };
  }
}

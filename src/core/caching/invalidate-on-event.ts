import type { Clock, DomainEvent, EventHandler } from '../kernel/index.js';
import type { InvalidationTable } from './invalidations.js';
import type { LoadingCache } from './loading-cache.js';

/** Older events are let go: while the store is away for so long, GuardedEntryStore is what ends everything when it is back. */
const triedForMs = 300_000;

/**
 * Ends what an event makes wrong, once more and from the outbox: for a process that died between commit and invalidation, and for one that could
 * not reach the store.
 */
export class InvalidateOnEvent implements EventHandler {
  constructor(
    readonly eventName: string,
    private readonly table: InvalidationTable,
    private readonly cache: LoadingCache,
    private readonly clock: Clock,
  ) {}

  async handle({ name, payload, occurredAt }: DomainEvent): Promise<void> {
    try {
      await this.cache.invalidate(this.table.tagsOf(name, payload));
    } catch (error) {
      if (this.clock.now().getTime() - occurredAt.getTime() < triedForMs) throw error;
    }
  }
}

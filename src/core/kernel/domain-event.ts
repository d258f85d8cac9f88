/**
 * Something that happened, recorded in the transaction that made it happen and delivered after commit, at least once.
 * The payload is JSON: ids and facts, never a secret or a code.
 */
export interface DomainEvent<P = Record<string, unknown>> {
  readonly id: string;
  readonly name: string;
  readonly occurredAt: Date;
  readonly payload: P;
}

/** Reacts to one kind of event. Must be idempotent: after a crash the same event comes again. */
export interface EventHandler<P = Record<string, unknown>> {
  readonly eventName: string;
  handle(event: DomainEvent<P>): Promise<void>;
}

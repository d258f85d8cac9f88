import type { Clock, DomainEvent, EventHandler } from '../../../core/kernel/index.js';
import { type ErrorTracker, type Logger, runInScope } from '../../../core/observability/index.js';
import type { KnexSession } from '../knex-session.js';
import type { OutboxSignal } from './outbox-signal.js';

interface OutboxRow {
  id: string;
  seq: string;
  name: string;
  payload: Record<string, unknown>;
  occurred_at: Date;
  attempts: number;
  claimed_until: Date;
}

export interface OutboxDispatcherOptions {
  readonly pollMs: number;
  readonly batchSize: number;
  /** How long a claimed event is left to the process that claimed it. After a crash it is delivered again then. */
  readonly leaseSeconds: number;
  readonly maxAttempts: number;
}

export const defaultDispatch: OutboxDispatcherOptions = { pollMs: 1_000, batchSize: 20, leaseSeconds: 60, maxAttempts: 10 };

const columns = ['id', 'seq', 'name', 'payload', 'occurred_at', 'attempts', 'claimed_until'] as const;

/** Pause before try n + 1: 1 s, 2 s, 4 s … at most 5 minutes. */
const retryDelayMs = (attempts: number): number => Math.min(300_000, 1_000 * 2 ** (attempts - 1));

/**
 * Delivers recorded events to their handlers, at least once. An event is claimed with a lease in a short transaction of its own, handled
 * outside any transaction, and removed when all its handlers succeeded. When one fails, all are called again later; after the last try the event
 * stays in the table with its error, and is reported.
 */
export class OutboxDispatcher {
  readonly #handlers = new Map<string, EventHandler[]>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = true;

  constructor(
    private readonly session: KnexSession,
    handlers: readonly EventHandler[],
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly errors: ErrorTracker,
    signal: OutboxSignal,
    private readonly options: OutboxDispatcherOptions = defaultDispatch,
  ) {
    for (const handler of handlers) {
      this.#handlers.set(handler.eventName, [...(this.#handlers.get(handler.eventName) ?? []), handler]);
    }
    signal.onNotify(() => this.#wake());
  }

  start(): void {
    this.#stopped = false;
    this.#wake();
  }

  /** Waits for the event in hand and gives back those claimed behind it, so that another process may deliver them at once. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** Delivers everything that is due now, and what that records in turn. */
  async drain(): Promise<void> {
    await this.#running;
    while ((await this.#deliverBatch(() => false)) > 0);
  }

  #wake(): void {
    if (this.#stopped) return;
    this.#again = true;
    // In a scope of its own: the request that happened to record an event is not what these lines are about.
    this.#running ??= runInScope({ requestId: 'outbox' }, () => this.#run()).finally(() => {
      this.#running = undefined;
      if (this.#again) this.#wake();
    });
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    this.#again = false;
    try {
      while (!this.#stopped && (await this.#deliverBatch(() => this.#stopped)) > 0);
    } catch (error) {
      this.logger.log('error', 'outbox', 'The outbox could not be read', { error });
    }
    if (this.#stopped) return;
    this.#timer = setTimeout(() => this.#wake(), this.options.pollMs);
    this.#timer.unref();
  }

  async #deliverBatch(mustEnd: () => boolean): Promise<number> {
    const rows = await this.#claim();
    for (const [position, row] of rows.entries()) {
      if (mustEnd()) {
        await this.#giveBack(rows.slice(position));
        break;
      }
      const begun = await this.#begin(row);
      if (begun) await this.#deliver(begun);
    }
    return rows.length;
  }

  async #claim(): Promise<OutboxRow[]> {
    const now = this.clock.now();
    const { db } = this.session;
    const due = db('outbox_events')
      .select('id')
      .where('available_at', '<=', now)
      .whereNull('failed_at')
      .andWhere((unclaimed) => unclaimed.whereNull('claimed_until').orWhere('claimed_until', '<', now))
      .orderBy('seq')
      .limit(this.options.batchSize)
      .forUpdate()
      .skipLocked();
    const rows = await db<OutboxRow>('outbox_events')
      .whereIn('id', due)
      .update({ claimed_until: this.#leaseFrom(now) })
      .returning(columns);
    return rows.sort((a, b) => Number(a.seq) - Number(b.seq));
  }

  #leaseFrom(now: Date): Date {
    return new Date(now.getTime() + this.options.leaseSeconds * 1_000);
  }

  /**
   * The try is counted before it begins, so that an event which ends the process each time is not handled for ever. The events before this
   * one may have taken long: the lease starts anew, and whoever lost it lets go.
   */
  async #begin({ id, claimed_until }: OutboxRow): Promise<OutboxRow | undefined> {
    const { db } = this.session;
    const [row] = await db<OutboxRow>('outbox_events')
      .where({ id, claimed_until })
      .update({ claimed_until: this.#leaseFrom(this.clock.now()), attempts: db.raw('attempts + 1') as unknown as number })
      .returning(columns);
    return row;
  }

  async #giveBack(rows: readonly OutboxRow[]): Promise<void> {
    for (const { id, claimed_until } of rows) {
      await this.session.db('outbox_events').where({ id, claimed_until }).update({ claimed_until: null });
    }
  }

  async #deliver(row: OutboxRow): Promise<void> {
    if (row.attempts > this.options.maxAttempts) {
      await this.#postpone(row, new Error('The process ended each time while it handled this event'));
      return;
    }
    const event: DomainEvent = { id: row.id, name: row.name, occurredAt: row.occurred_at, payload: row.payload };
    try {
      await runInScope({ requestId: `event-${row.id}` }, async () => {
        await handledByAll(this.#handlers.get(row.name) ?? [], event);
      });
      await this.session.db('outbox_events').where({ id: row.id }).del();
    } catch (error) {
      await this.#postpone(row, error);
    }
  }

  async #postpone(row: OutboxRow, error: unknown): Promise<void> {
    const now = this.clock.now();
    const final = row.attempts >= this.options.maxAttempts;
    this.logger.log(final ? 'error' : 'warn', 'outbox', `Event ${row.name} was not delivered`, {
      eventId: row.id,
      attempts: row.attempts,
      error,
    });
    if (final) this.errors.capture(error, { event: row.name, eventId: row.id });
    await this.session
      .db('outbox_events')
      .where({ id: row.id, claimed_until: row.claimed_until })
      .update({
        claimed_until: null,
        available_at: new Date(now.getTime() + retryDelayMs(row.attempts)),
        failed_at: final ? now : null,
        last_error: String(error).slice(0, 1_000),
      });
  }
}

/** One after the other. One that fails keeps none of the others from its turn; the first error is thrown in the end. */
async function handledByAll(handlers: readonly EventHandler[], event: DomainEvent): Promise<void> {
  const failures: unknown[] = [];
  for (const handler of handlers) {
    try {
      await handler.handle(event);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

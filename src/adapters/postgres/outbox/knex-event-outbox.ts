import { type Clock, EventOutbox, type IdGenerator } from '../../../core/kernel/index.js';
import type { KnexSession } from '../knex-session.js';
import type { OutboxSignal } from './outbox-signal.js';

/** Events as rows, in the transaction of whoever records them (the transactional outbox pattern). */
export class KnexEventOutbox extends EventOutbox {
  constructor(
    private readonly session: KnexSession,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly signal: OutboxSignal,
  ) {
    super();
  }

  override async record(name: string, payload: Record<string, unknown>): Promise<void> {
    const now = this.clock.now();
    await this.session
      .db('outbox_events')
      .insert({ id: this.ids.next(), name, payload: JSON.stringify(payload), occurred_at: now, available_at: now });
    await this.session.afterCommit(() => this.signal.notify());
  }
}

import type { Knex } from 'knex';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexTransactionRunner } from '../../../src/adapters/postgres/knex-transaction-runner.js';
import { KnexEventOutbox } from '../../../src/adapters/postgres/outbox/knex-event-outbox.js';
import {
  defaultDispatch,
  OutboxDispatcher,
  type OutboxDispatcherOptions,
} from '../../../src/adapters/postgres/outbox/outbox-dispatcher.js';
import { OutboxSignal } from '../../../src/adapters/postgres/outbox/outbox-signal.js';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import type { Clock, DomainEvent, EventHandler } from '../../../src/core/kernel/index.js';
import { type LogFields, Logger, type LogLevel } from '../../../src/core/observability/index.js';
import { ErrorsSeen } from '../../support/errors-seen.js';

class LinesSeen extends Logger {
  readonly all: { level: LogLevel; message: string; fields: LogFields }[] = [];

  override log(level: LogLevel, _context: string, message: string, fields: LogFields = {}): void {
    this.all.push({ level, message, fields });
  }
}

export const handler = (eventName: string, handle: (event: DomainEvent) => Promise<void>): EventHandler => ({
  eventName,
  handle,
});

/** The outbox of one process: recording and delivering, with everything it says and reports. */
export class OutboxBench {
  readonly lines = new LinesSeen();
  readonly errors = new ErrorsSeen();
  readonly signal = new OutboxSignal();
  readonly outbox: KnexEventOutbox;
  readonly runner: KnexTransactionRunner;
  readonly dispatcher: OutboxDispatcher;

  constructor(knex: Knex, clock: Clock, handlers: readonly EventHandler[], options: Partial<OutboxDispatcherOptions> = {}) {
    const session = new KnexSession(knex);
    this.outbox = new KnexEventOutbox(session, new UuidV7Generator(), clock, this.signal);
    this.runner = new KnexTransactionRunner(session);
    const all = { ...defaultDispatch, ...options };
    this.dispatcher = new OutboxDispatcher(session, handlers, clock, this.lines, this.errors, this.signal, all);
  }
}

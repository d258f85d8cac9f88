import type { Container } from 'inversify';
import type { Knex } from 'knex';
import { RecordingErrorTracker } from '../../adapters/memory/recording-error-tracker.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { KnexTransactionRunner } from '../../adapters/postgres/knex-transaction-runner.js';
import { KnexEventOutbox } from '../../adapters/postgres/outbox/knex-event-outbox.js';
import { OutboxSignal } from '../../adapters/postgres/outbox/outbox-signal.js';
import { SystemClock } from '../../adapters/system/system-clock.js';
import { UuidV7Generator } from '../../adapters/system/uuid-v7-generator.js';
import { WinstonLogger } from '../../adapters/winston/winston-logger.js';
import type { Config } from '../../config/index.js';
import { InvalidatingEventOutbox, InvalidationTable, LoadingCache } from '../../core/caching/index.js';
import { Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../core/kernel/index.js';
import { ErrorTracker, Logger } from '../../core/observability/index.js';
import { provide, wire } from '../wire.js';

/** What every feature stands on: time, ids, the database session, transactions, events, logs. */
export function bindKernel(container: Container, config: Config, knex: Knex): void {
  wire(container, SystemClock, [], Clock);
  wire(container, UuidV7Generator, [], IdGenerator);
  provide(container, WinstonLogger, () => new WinstonLogger({ level: config.log.level, json: config.log.json }));
  provide(container, Logger, (get) => get(WinstonLogger));
  provide(container, ErrorTracker, (get) => new RecordingErrorTracker(get(Logger)));
  provide(container, KnexSession, () => new KnexSession(knex));
  wire(container, OutboxSignal, []);
  wire(container, KnexTransactionRunner, [KnexSession], TransactionRunner);
  wire(container, KnexEventOutbox, [KnexSession, IdGenerator, Clock, OutboxSignal]);
  wire(
    container,
    InvalidatingEventOutbox,
    [KnexEventOutbox, TransactionRunner, LoadingCache, InvalidationTable, Logger],
    EventOutbox,
  );
}

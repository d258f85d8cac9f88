export { isStaff, type Actor, type Role } from './actor.js';
export { DomainError, type ErrorDetails } from './domain-error.js';
export type { DomainEvent, EventHandler } from './domain-event.js';
export { errorCodes, type ErrorCode } from './error-codes.js';
export { pageOf, type Keyset, type Page, type PageRequest } from './page.js';
export { Clock } from './ports/clock.js';
export { EventOutbox } from './ports/event-outbox.js';
export { IdGenerator } from './ports/id-generator.js';
export { type TransactionEdges, TransactionRunner } from './ports/transaction-runner.js';

import { DomainError } from '../kernel/index.js';

/** What the key was sent with first is not finished. */
export class IdempotencyKeyInUse extends DomainError {
  constructor() {
    super('IDEMPOTENCY_KEY_IN_USE', 'A call with this Idempotency-Key is still being carried out; try again shortly');
  }
}

/** The key was used for something else. */
export class IdempotencyKeyReused extends DomainError {
  constructor() {
    super('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was sent before, with other content; take a new one for a new call');
  }
}

import { DomainError, type ErrorDetails } from '../kernel/index.js';

export class RateLimitNotFound extends DomainError {
  constructor(policy: string) {
    super('RATE_LIMIT_NOT_FOUND', `There is no limit called ${policy}`);
  }
}

export class RateOutOfBounds extends DomainError {
  constructor(details: ErrorDetails) {
    super('VALIDATION_FAILED', 'This limit is too far from the configured one', details);
  }
}

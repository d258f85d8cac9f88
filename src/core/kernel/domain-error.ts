import type { ErrorCode } from './error-codes.js';

/** Faults by field: `{ email: ['must be an e-mail address'] }`. */
export type ErrorDetails = Record<string, string[]>;

/** An expected failure with a stable code. Knows nothing of HTTP: the edge turns the code into a status. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: ErrorDetails,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

import { DomainError, type ErrorCode, type ErrorDetails } from '../../../core/kernel/index.js';

/** A failure that belongs to HTTP itself, with headers of its own (`Allow`, `Retry-After`, `WWW-Authenticate`). */
export class RequestError extends DomainError {
  constructor(
    code: ErrorCode,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    details?: ErrorDetails,
  ) {
    super(code, message, details);
  }
}

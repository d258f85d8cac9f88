import { DomainError } from '../../../core/kernel/index.js';
import { RequestError } from './request-error.js';

/** Errors of body-parser and of Express's own router carry a `type` or a status. */
interface HttpLibraryError {
  readonly type?: string;
  readonly status?: number;
}

/** What body-parser says of a client that left while its body was read, or before. */
const endedEarly = new Set(['request.aborted', 'request.size.invalid', 'stream.not.readable']);

/** Connection refused, reset or timed out; PostgreSQL starting, stopping, out of connections, or out of patience (statement, lock). */
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EPIPE',
  'ENOTFOUND',
  '08000',
  '08003',
  '08006',
  '53300',
  '57P01',
  '57P02',
  '57P03',
  '57014',
  '55P03',
  '25P03',
  // The database gave up this transaction for another one: trying again is all that is needed.
  '40001',
  '40P01',
]);

function isServiceAway(error: Error & { code?: unknown }): boolean {
  return (
    error.name === 'KnexTimeoutError' ||
    (typeof error.code === 'string' && awayCodes.has(error.code)) ||
    /timeout exceeded when trying to connect|Connection terminated|Query read timeout|Command timed out|Connection is closed/i.test(
      error.message,
    )
  );
}

/**
 * Any error as one with a stable code. What nobody foresaw becomes INTERNAL_ERROR with the original as its cause, and nothing of it is shown.
 */
export function translateError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  const { type, status } = error as HttpLibraryError;
  if (type === 'entity.too.large')
    return new RequestError('PAYLOAD_TOO_LARGE', 'The body is larger than allowed', { connection: 'close' });
  if (type === 'encoding.unsupported') return new RequestError('UNSUPPORTED_MEDIA_TYPE', 'The Content-Encoding is not supported');
  if (type !== undefined && endedEarly.has(type)) return new RequestError('MALFORMED_REQUEST', 'The body ended early');
  if (error instanceof URIError || status === 400) return new RequestError('MALFORMED_REQUEST', 'The request cannot be read');
  if (error instanceof Error && isServiceAway(error)) {
    return withCause(
      new RequestError('SERVICE_UNAVAILABLE', 'The service is busy; try again shortly', { 'retry-after': '2' }),
      error,
    );
  }
  return withCause(new DomainError('INTERNAL_ERROR', 'Something went wrong on our side'), error);
}

function withCause<E extends Error>(translated: E, cause: unknown): E {
  translated.cause = cause;
  return translated;
}

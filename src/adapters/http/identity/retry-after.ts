import { HashingBusy, TooManyAttempts } from '../../../core/identity/index.js';
import { RequestError } from '../errors/request-error.js';

const busySeconds = 2;

/** Runs what may be refused for a while, and lets the refusal carry `Retry-After`. */
export async function withRetryAfter<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const seconds =
      error instanceof TooManyAttempts ? error.retryAfterSeconds : error instanceof HashingBusy ? busySeconds : undefined;
    if (seconds === undefined) throw error;
    const { code, message } = error as TooManyAttempts | HashingBusy;
    throw new RequestError(code, message, { 'retry-after': String(seconds) });
  }
}

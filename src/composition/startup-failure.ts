import { DataDirectoryInUse } from '../adapters/postgres/data-directory-lock.js';
import { ConfigError } from '../config/index.js';

/** A failure that a person can mend. Whoever prints the stack prints the message: where it was thrown helps nobody. */
export class StartupFailure extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartupFailure';
    this.stack = message;
  }
}

/** What to tell the person who started a program: failures that he can mend without a stack, all others with it. */
export function explainFailure(error: unknown): string {
  const mendable = [ConfigError, DataDirectoryInUse, StartupFailure, RangeError].some((Kind) => error instanceof Kind);
  return error instanceof Error ? ((mendable ? error.message : error.stack) ?? error.message) : String(error);
}

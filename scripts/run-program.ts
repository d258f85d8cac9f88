import { ConfigError } from '../src/config/index.js';
import { DataDirectoryInUse } from '../src/adapters/postgres/data-directory-lock.js';
import { StartupFailure } from '../src/composition/startup.js';

/** Failures that a person can mend are told without a stack. */
function explain(error: unknown): string {
  const mendable = [ConfigError, DataDirectoryInUse, StartupFailure, RangeError].some((Kind) => error instanceof Kind);
  return error instanceof Error ? ((mendable ? error.message : error.stack) ?? error.message) : String(error);
}

/** Runs a command-line program: its words in, its exit code out; a failure is explained on standard error and ends with 1. */
export async function runProgram(main: (words: string[]) => Promise<number>): Promise<never> {
  try {
    process.exit(await main(process.argv.slice(2)));
  } catch (error) {
    console.error(explain(error));
    process.exit(1);
  }
}

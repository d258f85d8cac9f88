import { explainFailure } from '../src/composition/startup-failure.js';

/** Runs a command-line program: its words in, its exit code out; a failure is explained on standard error and ends with 1. */
export async function runProgram(main: (words: string[]) => Promise<number>): Promise<never> {
  try {
    process.exit(await main(process.argv.slice(2)));
  } catch (error) {
    console.error(explainFailure(error));
    process.exit(1);
  }
}

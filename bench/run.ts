import { runProgram } from '../scripts/run-program.js';
import { BenchRun } from './bench-run.js';
import { fillDatabase } from './data/fill-database.js';
import { benchHelp, readOptions } from './options.js';
import { compareScales } from './scale-comparison.js';
import { compareWithYardstick } from './yardstick-comparison.js';

/** `npm run bench`; see `benchHelp`. */
await runProgram(async (words) => {
  if (words.includes('--help') || words.includes('-h')) {
    console.log(benchHelp);
    return 0;
  }
  const options = readOptions(words, process.env);
  const { scale, databaseUrl, compare } = options;
  if (scale !== undefined) {
    if (!databaseUrl) throw new RangeError('--scale fills the database that DATABASE_URL names, and it is not set');
    const table = await fillDatabase(databaseUrl, scale, 'keep');
    console.error(table ?? 'There are people in this database already: it is measured as it is.');
  }
  const run = new BenchRun(options);
  try {
    await (compare ? compareScales(run, compare) : compareWithYardstick(run));
  } finally {
    await run.close();
  }
  return 0;
});

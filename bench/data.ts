import { StartupFailure } from '../src/composition/startup-failure.js';
import { runProgram } from '../scripts/run-program.js';
import { benchPrefix } from './data/bench-database.js';
import { fillDatabase } from './data/fill-database.js';
import { planOf } from './data/plan.js';

const help = `Fills a database for measuring. DATABASE_URL names it; its name must start with ${benchPrefix}.

  npm run bench:data -- --scale 1      2,000 people, 20,000 posts, 100,000 likes and follows, 20,000 comments
  npm run bench:data -- --scale 10     ten times that
  npm run bench:data -- --scale 100    200,000 people, 2 million posts, 10 million likes and follows
  --reset                              drops the database first, whatever is in it

The database is made when it is not there, for which the user needs the right to; then it is migrated. One in which there are
people is refused without --reset. Progress goes to standard error, a table of rows and seconds to standard output.
The reader signs in as bench-reader@bench.bikearea.example; docs/BENCHMARKS.md says more.`;

interface Wishes {
  readonly scale: number;
  readonly reset: boolean;
}

function readWishes(words: readonly string[]): Wishes {
  const rest = words.filter((word) => word !== '--reset');
  if (rest.length !== 2 || rest[0] !== '--scale') throw new RangeError(help);
  const scale = Number(rest[1]);
  planOf(scale);
  return { scale, reset: words.includes('--reset') };
}

await runProgram(async (words) => {
  if (words.includes('--help') || words.includes('-h')) {
    console.log(help);
    return 0;
  }
  const { scale, reset } = readWishes(words);
  const url = process.env['DATABASE_URL'];
  if (!url) throw new StartupFailure('DATABASE_URL is not set: it names the database to be filled.');
  console.log(await fillDatabase(url, scale, reset ? 'reset' : 'refuse'));
  return 0;
});

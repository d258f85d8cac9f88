import { migrateLatest } from '../../src/composition/startup.js';
import { StartupFailure } from '../../src/composition/startup-failure.js';
import { seedReference } from '../../seeds/reference.js';
import { openBenchDatabase, stateOf } from './bench-database.js';
import { fill } from './fill.js';
import { Progress } from './progress.js';

/**
 * Makes, migrates and fills the database; resolves with a table of rows and seconds. One that holds people is kept as it is and gives undefined
 * (`keep`), or is refused (`refuse`), or is made anew (`reset`).
 * @throws StartupFailure when the name is not one of a bench database, and when an earlier filling broke off there.
 */
export async function fillDatabase(
  url: string,
  scale: number,
  whenFilled: 'keep' | 'refuse' | 'reset',
): Promise<string | undefined> {
  const knex = await openBenchDatabase(url, whenFilled === 'reset');
  try {
    await migrateLatest(knex);
    const { begun, people } = await stateOf(knex);
    if (begun) throw new StartupFailure('An earlier filling did not come to its end here. --reset makes the database anew.');
    if (people && whenFilled === 'keep') return undefined;
    if (people) throw new StartupFailure('There are people in this database already. --reset makes the database anew.');
    await seedReference(knex);
    const progress = new Progress();
    await fill(knex, scale, progress);
    return progress.table();
  } finally {
    await knex.destroy();
  }
}

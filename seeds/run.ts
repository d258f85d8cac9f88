import 'reflect-metadata';
import { buildContainer } from '../src/composition/container.js';
import { openDatabase } from '../src/composition/database.js';
import { demoNeeds } from '../src/composition/demo-data.js';
import { assertReachable, migrateLatest, pendingMigrations, withMigrationGuard } from '../src/composition/startup.js';
import { StartupFailure } from '../src/composition/startup-failure.js';
import { type Config, loadConfig } from '../src/config/index.js';
import { runProgram } from '../scripts/run-program.js';
import { demoLogins, removeDemo, seedDemo } from './demo.js';
import { seedReference } from './reference.js';

const help = `Fills the database. Reads the same environment as the server.

  npm run seed                        reference data; outside production demo data too, where it is not there yet
  npm run seed -- --reference-only    reference data alone (what every installation needs)
  npm run seed -- --reset             removes the demo people and what hangs on them, then makes them anew;
                                      other people's data stays

From the build: node dist/seeds/run.js [--reference-only | --reset]
With the embedded database the server must not be running: it belongs to one process.`;

interface Wishes {
  readonly referenceOnly: boolean;
  readonly reset: boolean;
}

function readWishes(words: readonly string[]): Wishes {
  const unknown = words.filter((word) => word !== '--reference-only' && word !== '--reset');
  if (unknown.length > 0) throw new RangeError(`Unknown: ${unknown.join(' ')}\n\n${help}`);
  const wishes = { referenceOnly: words.includes('--reference-only'), reset: words.includes('--reset') };
  if (wishes.referenceOnly && wishes.reset) throw new RangeError('--reference-only and --reset exclude each other');
  return wishes;
}

async function demo(config: Config, knex: ReturnType<typeof openDatabase>, reset: boolean): Promise<void> {
  const container = buildContainer(config, { knex });
  const needs = demoNeeds(container, knex);
  if (reset) console.log(`Demo people removed: ${await removeDemo(needs)}`);
  const made = await seedDemo(needs);
  console.log(made > 0 ? `Demo people made: ${made}` : 'Demo people are there already; --reset makes them anew.');
  for (const { email, password, role } of Object.values(demoLogins)) console.log(`  ${role.padEnd(9)}  ${email}  ${password}`);
}

async function seed({ referenceOnly, reset }: Wishes): Promise<void> {
  const config = loadConfig();
  const production = config.environment === 'production';
  if (production && reset) {
    throw new StartupFailure(
      'There is no demo data in production: its logins are public. --reset is refused; nothing was changed.',
    );
  }
  const knex = openDatabase(config);
  try {
    await assertReachable(knex, config.database.url);
    await withMigrationGuard(config, async (own) => {
      const db = own ?? knex;
      if (config.startup.migrate) await migrateLatest(db);
      const pending = await pendingMigrations(db);
      if (pending.length > 0)
        throw new StartupFailure(`${pending.length} migration(s) are pending: run "npm run migrate" first.`);
      await seedReference(db);
      console.log('Reference data is up to date.');
      if (!referenceOnly && !production) await demo(config, db, reset);
    });
  } finally {
    await knex.destroy();
  }
}

await runProgram(async (words) => {
  if (words.includes('--help') || words.includes('-h')) {
    console.log(help);
    return 0;
  }
  await seed(readWishes(words));
  return 0;
});

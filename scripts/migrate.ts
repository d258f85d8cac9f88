import path from 'node:path';
import type { Knex } from 'knex';
import { migrations, openDatabase } from '../src/composition/database.js';
import { assertReachable, migrateLatest, pendingMigrations, withMigrationGuard } from '../src/composition/startup.js';
import { loadDatabaseConfig, projectRoot } from '../src/config/index.js';
import { makeMigration } from './migration-template.js';
import { runProgram } from './run-program.js';

const help = `Changes the database's schema. Reads DATABASE_URL, or DATA_DIR for the embedded engine.

  npm run migrate               run what is pending, all or nothing
  npm run migrate:status        say what was run and what is pending; exit code 1 when something is
  npm run migrate:rollback      undo the last batch
  npm run migrate:make NAME     write a new migration from our template

From the build: node dist/scripts/migrate.js [latest|status|rollback]`;

async function latest(knex: Knex): Promise<number> {
  const applied = await migrateLatest(knex);
  console.log(applied.length === 0 ? 'The schema is up to date.' : `Run:\n${list(applied)}`);
  return 0;
}

async function status(knex: Knex): Promise<number> {
  const [done] = (await knex.migrate.list(migrations)) as [{ name: string }[], unknown];
  const pending = await pendingMigrations(knex);
  console.log(`Run: ${done.length}\n${list(done.map(({ name }) => name))}`);
  console.log(`Pending: ${pending.length}\n${list(pending)}`);
  return pending.length === 0 ? 0 : 1;
}

async function rollback(knex: Knex): Promise<number> {
  const [batch, undone] = (await knex.migrate.rollback(migrations)) as [number, string[]];
  console.log(undone.length === 0 ? 'There is nothing to undo.' : `Undone (batch ${batch}):\n${list(undone)}`);
  return 0;
}

async function make(name: string): Promise<number> {
  const file = await makeMigration(path.join(projectRoot(), 'migrations'), name);
  console.log(`Made ${path.relative(process.cwd(), file)}`);
  return 0;
}

const list = (names: readonly string[]): string => names.map((name) => `  ${name.replace(/\.(ts|js)$/, '')}`).join('\n');

async function onDatabase(work: (knex: Knex) => Promise<number>): Promise<number> {
  const config = loadDatabaseConfig();
  const knex = openDatabase(config);
  try {
    await assertReachable(knex, config.database.url);
    return await withMigrationGuard(config, (own) => work(own ?? knex));
  } finally {
    await knex.destroy();
  }
}

await runProgram(async ([command = 'latest', ...words]) => {
  if (command === '--help' || command === '-h') {
    console.log(help);
    return 0;
  }
  if (command === 'make') return make(words.join(' '));
  const work = { latest, status, rollback }[command];
  if (!work || words.length > 0) throw new RangeError(`Unknown: ${[command, ...words].join(' ')}\n\n${help}`);
  return onDatabase(work);
});

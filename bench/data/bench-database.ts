import type { Knex } from 'knex';
import { connectServer } from '../../src/adapters/postgres/knex-factory.js';
import { StartupFailure } from '../../src/composition/startup-failure.js';

/** Only databases with such a name are filled: nobody's own data loses its indexes by a mistake in an address. */
export const benchPrefix = 'bikearea_bench';

const hourMs = 3_600_000;
/** Memory for building indexes and for joins; nothing here has to survive a crash. Parameters of libpq's `options`. */
const session = '-c synchronous_commit=off -c maintenance_work_mem=1GB -c work_mem=128MB -c jit=off';

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

function connect(url: string, database: string): Knex {
  const address = new URL(url);
  address.pathname = `/${database}`;
  address.searchParams.set('options', session);
  return connectServer({
    url: address.href,
    poolSize: 1,
    ssl: false,
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: hourMs,
    lockTimeoutMs: 60_000,
    idleInTransactionTimeoutMs: hourMs,
  });
}

/**
 * Opens the database to be filled; makes it when it is not there, and with `reset` makes it anew.
 * @throws StartupFailure when its name is not one of a bench database.
 */
export async function openBenchDatabase(url: string, reset: boolean): Promise<Knex> {
  const database = databaseOf(url);
  if (!database.startsWith(benchPrefix)) {
    throw new StartupFailure(
      `The database "${database}" is left alone: only one whose name starts with ${benchPrefix} is filled. Nothing was changed.`,
    );
  }
  const admin = connect(url, 'postgres');
  try {
    if (reset) await admin.raw('drop database if exists ?? with (force)', [database]);
    const found = await admin('pg_database').where({ datname: database }).first<object | undefined>('datname');
    if (!found) await admin.raw('create database ??', [database]);
  } finally {
    await admin.destroy();
  }
  return connect(url, database);
}

/** Whether somebody is there, and whether a filling began that did not come to its end. */
export async function stateOf(knex: Knex): Promise<{ readonly people: boolean; readonly begun: boolean }> {
  const { rows } = await knex.raw<{ rows: { people: boolean; begun: boolean }[] }>(
    `select exists (select from users) as people, exists (select from pg_namespace where nspname = 'bench_data') as begun`,
  );
  return { people: rows[0]?.people === true, begun: rows[0]?.begun === true };
}

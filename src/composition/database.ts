import path from 'node:path';
import type { Knex } from 'knex';
import { connectServer, openEmbedded } from '../adapters/postgres/knex-factory.js';
import { ExtensionlessMigrations } from '../adapters/postgres/migration-source.js';
import type { Config } from '../config/index.js';

/** `migrations/` beside `src/`, in the source tree as in the build. */
export const migrations: Knex.MigratorConfig = {
  migrationSource: new ExtensionlessMigrations(path.join(import.meta.dirname, '../../migrations')),
};

export function openDatabase({ database, dataDir }: Pick<Config, 'database' | 'dataDir'>): Knex {
  const { url } = database;
  return url ? connectServer({ ...database, url }) : openEmbedded({ dataDir: path.join(dataDir, 'postgres') });
}

/** Rejects while a migration waits to be run. */
export async function assertMigrated(knex: Knex): Promise<void> {
  const [, pending] = (await knex.migrate.list(migrations)) as [unknown[], unknown[]];
  if (pending.length > 0) throw new Error(`${pending.length} migration(s) are pending`);
}

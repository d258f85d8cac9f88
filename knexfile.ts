import path from 'node:path';
import type { Knex } from 'knex';
import { embeddedKnexConfig, serverKnexConfig } from './src/adapters/postgres/knex-factory.js';
import { migrations } from './src/composition/database.js';
import { loadDatabaseConfig } from './src/config/index.js';

const { database, dataDir } = loadDatabaseConfig();
const { url } = database;

/**
 * For those who prefer Knex's own command line (`npm run migrate` needs none of it): the same database, the same names of migrations.
 * node --import tsx node_modules/knex/bin/cli.js --knexfile knexfile.ts migrate:status
 */
const knexfile: Knex.Config = {
  ...(url ? serverKnexConfig({ ...database, url }) : embeddedKnexConfig({ dataDir: path.join(dataDir, 'postgres') })),
  migrations,
};

export default knexfile;

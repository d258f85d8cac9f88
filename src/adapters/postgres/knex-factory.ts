import knex, { type Knex } from 'knex';
import { PGliteKnexClient, type PGliteConnection } from './pglite-knex-client.js';

export interface ServerDatabase {
  readonly url: string;
  readonly poolSize: number;
  readonly ssl: boolean;
  readonly acquireTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
}

/** PostgreSQL behind an address. Every wait has an end: connecting, getting a connection, a statement, a lock, an idle transaction. */
export function connectServer(options: ServerDatabase): Knex {
  const connection = {
    connectionString: options.url,
    ssl: options.ssl ? { rejectUnauthorized: true } : false,
    application_name: 'bike-area-api',
    connectionTimeoutMillis: options.acquireTimeoutMs,
    statement_timeout: options.statementTimeoutMs,
    query_timeout: options.statementTimeoutMs + 1_000,
    lock_timeout: options.lockTimeoutMs,
    idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs,
    keepAlive: true,
  };
  return knex({
    client: 'pg',
    connection,
    pool: { min: 0, max: options.poolSize },
    acquireConnectionTimeout: options.acquireTimeoutMs,
  });
}

/** PostgreSQL inside this process (PGlite): one session, for one process and for trial use. In memory without `dataDir`. */
export function openEmbedded(connection: PGliteConnection): Knex {
  return knex({
    client: PGliteKnexClient as unknown as typeof knex.Client,
    connection: connection as Knex.StaticConnectionConfig,
    acquireConnectionTimeout: 30_000,
  });
}

import knex, { type Knex } from 'knex';
import { PgKnexClient } from './pg-knex-client.js';
import { PGliteKnexClient, type PGliteConnection } from './pglite-knex-client.js';
import { sessionSettings } from './session-settings.js';

export interface ServerDatabase {
  readonly url: string;
  readonly poolSize: number;
  readonly ssl: boolean;
  readonly acquireTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
}

/** Knex prints a failed connection with its stack to standard output, and then throws the same error to whoever can handle it. */
const saidAgain = 'Acquire connection error';

const log: Knex.Config['log'] = {
  warn: (message: string) => {
    if (!message.startsWith(saidAgain)) process.emitWarning(message, 'KnexWarning');
  },
};

/** PostgreSQL behind an address. Every wait has an end: connecting, getting a connection, a statement, a lock, an idle transaction. */
export function serverKnexConfig(options: ServerDatabase): Knex.Config {
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
  return {
    client: PgKnexClient as unknown as typeof knex.Client,
    connection,
    pool: { min: 0, max: options.poolSize, afterCreate: prepareConnection },
    acquireConnectionTimeout: options.acquireTimeoutMs,
    log,
  };
}

interface ServerConnection {
  query(sql: string, done: (error: Error | null) => void): void;
}

function prepareConnection(
  connection: ServerConnection,
  done: (error: Error | null, connection: ServerConnection) => void,
): void {
  connection.query(sessionSettings, (error) => done(error, connection));
}

/** PostgreSQL inside this process (PGlite): one session, for one process and for trial use. In memory without `dataDir`. */
export function embeddedKnexConfig(connection: PGliteConnection): Knex.Config {
  return {
    client: PGliteKnexClient as unknown as typeof knex.Client,
    connection: connection as Knex.StaticConnectionConfig,
    acquireConnectionTimeout: 30_000,
    log,
  };
}

export const connectServer = (options: ServerDatabase): Knex => knex(serverKnexConfig(options));

export const openEmbedded = (connection: PGliteConnection): Knex => knex(embeddedKnexConfig(connection));

import { createRequire } from 'node:module';
import type { Knex } from 'knex';
import { loadSignal, underSignal } from '../../core/caching/index.js';

interface Query {
  sql: string;
  bindings?: readonly unknown[];
  options?: { name?: string };
}

/** The part of Knex's PostgreSQL dialect that this client relies on; the class itself is not exported by the package. */
interface PostgresDialect {
  _query(connection: object, query: Query): Promise<unknown>;
  /** Over a connection of its own; resolves when the server has passed it on to the session. */
  cancelQuery(connection: object): Promise<unknown>;
}

/** A connection with this field is closed by Knex instead of being used again. */
interface Discardable {
  __knex__disposed?: unknown;
}

const require = createRequire(import.meta.url);
const PostgresClient = require('knex/lib/dialects/postgres/index.js') as new (config: Knex.Config) => PostgresDialect;

/** Of one session. Far more than the product has; what is made anew for every list of ids must not fill a server's memory. */
const maxPrepared = 300;

/** A plan made before a migration would answer other columns than the table has now. */
const allColumns = /\*(?!\))/;

/** These end what was begun, also when nobody waits for it any more. */
const transactionControl = /^(begin|commit|rollback|savepoint|release)\b/i;

/** Statements by text, for every connection: the clients that Knex makes for transactions have no fields of their own. */
const sessions = new WeakMap<object, Map<string, string>>();

/**
 * Knex dialect over PostgreSQL whose statements are prepared by their text: planning one of our reads costs more than running it, and a session
 * plans it a few times at most. See https://node-postgres.com/features/queries#prepared-statements.
 * A statement of a load that is given up (see `loadSignal`) is cancelled on the server.
 */
export class PgKnexClient extends PostgresClient {
  override _query(connection: object, query: Query): Promise<unknown> {
    const name = query.bindings?.length ? nameOf(connection, query.sql) : undefined;
    const named = name === undefined ? query : Object.assign(query, { options: { ...query.options, name } });
    const run = (): Promise<unknown> => super._query(connection, named);
    const signal = loadSignal();
    return signal && !transactionControl.test(query.sql) ? cancellable(this, connection, signal, run) : run();
  }
}

async function cancellable<T>(
  client: PostgresDialect,
  connection: Discardable,
  signal: AbortSignal,
  run: () => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  let cancelling: Promise<unknown> | undefined;
  const cancel = (): void => {
    cancelling = underSignal(undefined, () => client.cancelQuery(connection)).catch((error: unknown) => {
      // It may arrive yet, and hit whatever runs there then.
      connection.__knex__disposed = error;
    });
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await run();
  } finally {
    signal.removeEventListener('abort', cancel);
    // Nobody else is given the connection while a cancellation is on its way to it. One that finds no statement running does nothing.
    await cancelling;
  }
}

function nameOf(connection: object, sql: string): string | undefined {
  const names = sessions.get(connection) ?? new Map<string, string>();
  const known = names.get(sql);
  if (known !== undefined || names.size >= maxPrepared || allColumns.test(sql)) return known;
  const name = `s${names.size + 1}`;
  sessions.set(connection, names.set(sql, name));
  return name;
}

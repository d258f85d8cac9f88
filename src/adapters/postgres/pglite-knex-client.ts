import { createRequire } from 'node:module';
import path from 'node:path';
import type { PGlite, Results } from '@electric-sql/pglite';
import type { Knex } from 'knex';
import { lockDataDirectory } from './data-directory-lock.js';
import { sessionSettings } from './session-settings.js';

export interface PGliteConnection {
  /** Where the database lives; in memory when left out. */
  readonly dataDir?: string;
  /** An image made by `dumpDataDir`, to start from. */
  readonly loadDataDir?: Blob;
}

interface Query {
  sql: string;
  /** Knex's word for what the builder makes; `raw` for written SQL. */
  method?: string;
  bindings?: readonly unknown[];
  response?: { rows: unknown[]; fields: unknown[]; rowCount: number; command: string };
}

/** The part of Knex's PostgreSQL dialect that this client relies on; the class itself is not exported by the package. */
interface PostgresDialect {
  readonly config: Knex.Config;
}

const require = createRequire(import.meta.url);
const PostgresClient = require('knex/lib/dialects/postgres/index.js') as new (config: Knex.Config) => PostgresDialect;

/** The same JavaScript types as node-postgres gives: int8 and numeric stay text, bytea is a Buffer, date is local midnight. */
const parsers = {
  20: (text: string) => text,
  1700: (text: string) => text,
  17: (text: string) => Buffer.from(text.slice(2), 'hex'),
  1082: (text: string) => new Date(`${text}T00:00:00`),
};

const commands: Readonly<Record<string, string>> = { insert: 'INSERT', update: 'UPDATE', del: 'DELETE' };

/** As the server names what was done, which Knex reads: of a statement with common table expressions the one after them. */
function commandOf({ sql, method = 'raw' }: Query): string {
  const word = sql.trimStart().split(/\s/, 1)[0]?.toUpperCase() ?? '';
  return word === 'WITH' ? (commands[method] ?? 'SELECT') : word;
}

/** Knex dialect over PostgreSQL in this process: one session, therefore a pool of exactly one. */
export class PGliteKnexClient extends PostgresClient {
  #unlock: (() => void) | undefined;

  constructor(config: Knex.Config) {
    // A first start compiles the engine and creates the cluster: some ten seconds on a slow machine.
    super({ ...config, pool: { min: 1, max: 1, createTimeoutMillis: 60_000 } });
  }

  _driver(): object {
    return {};
  }

  async acquireRawConnection(): Promise<PGlite> {
    const { dataDir, loadDataDir } = (this.config.connection ?? {}) as PGliteConnection;
    if (dataDir) this.#unlock ??= lockDataDirectory(path.resolve(dataDir));
    const [{ PGlite }, { pg_trgm }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite/contrib/pg_trgm'),
    ]);
    const database = await PGlite.create({
      ...(dataDir ? { dataDir } : {}),
      ...(loadDataDir ? { loadDataDir } : {}),
      extensions: { pg_trgm },
      parsers,
    });
    await database.exec(sessionSettings);
    return database;
  }

  async destroyRawConnection(database: PGlite): Promise<void> {
    await database.close();
    this.#unlock?.();
    this.#unlock = undefined;
  }

  validateConnection(database: PGlite): boolean {
    return !database.closed;
  }

  checkVersion(): Promise<string> {
    return Promise.resolve('18');
  }

  async _query(database: PGlite, query: Query): Promise<Query> {
    if (!query.sql) throw new Error('The query is empty');
    const result: Results | undefined = query.bindings?.length
      ? await database.query(
          query.sql,
          [...query.bindings].map((value) => value ?? null),
        )
      : (await database.exec(query.sql)).at(-1);
    const rows = result?.rows ?? [];
    query.response = {
      rows,
      fields: result?.fields ?? [],
      rowCount: rows.length || (result?.affectedRows ?? 0),
      command: commandOf(query),
    };
    return query;
  }

  _stream(): never {
    throw new Error('The embedded database does not stream; read in pages');
  }

  /** One session: there is nobody who could cancel. */
  cancelQuery(): Promise<void> {
    return Promise.resolve();
  }
}

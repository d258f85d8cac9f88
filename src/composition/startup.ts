import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import { DataDirectoryInUse } from '../adapters/postgres/data-directory-lock.js';
import type { Config, HttpConfig } from '../config/index.js';
import { EnsureFirstAdmin } from '../core/identity/index.js';
import { DomainError } from '../core/kernel/index.js';
import { Logger } from '../core/observability/index.js';
import { seedReference } from '../../seeds/reference.js';
import type { Application } from './application.js';
import { seedDemoOnFirstStart, WorkingDemoLogins } from './demo-data.js';
import { migrations, openDatabase } from './database.js';
import { StartupFailure } from './startup-failure.js';

type DatabaseChoice = Pick<Config, 'database' | 'dataDir'>;

/** 'migrations of Bike Area': any number that nobody else locks in the same database. */
const guardKey = 815_4711;
const guardWaitMs = 120_000;
/** A migration may rewrite a table; a request may not. */
const migrationStatementMs = 600_000;

/**
 * Everything that must be there before the first request, in this order: the port, the database (embedded: its lock), migrations, reference
 * data, demo data, the first administrator. Migrations run where the configuration allows it; reference data is brought up to date wherever the
 * schema is current.
 * @throws StartupFailure, DataDirectoryInUse: both explain themselves.
 */
export function prepareDatabase(application: Application): Promise<void> {
  const work = prepare(application);
  preparations.set(application, work);
  return work;
}

const preparations = new WeakMap<Application, Promise<void>>();

/** Settles when the database of this application is no longer being prepared: somebody may press Ctrl-C during a first start. */
export async function preparationOver(application: Application): Promise<void> {
  await Promise.allSettled([preparations.get(application)]);
}

async function prepare(application: Application): Promise<void> {
  const { config, container, knex } = application;
  await assertPortFree(config.http);
  await assertReachable(knex, config.database.url);
  const current = await withMigrationGuard(config, async (own) => bringUpToDate(application, own ?? knex));
  if (!current) return;
  if (config.environment !== 'production') container.bind(WorkingDemoLogins).toConstantValue(await WorkingDemoLogins.of(knex));
}

/** False when migrations are pending that nobody may run here. */
async function bringUpToDate(application: Application, db: Knex): Promise<boolean> {
  const { startup } = application.config;
  const logger = application.container.get(Logger);
  if (startup.migrate) {
    const applied = await migrateLatest(db);
    if (applied.length > 0) logger.log('info', 'startup', `${applied.length} migration(s) were run`, { applied });
  }
  const pending = await pendingMigrations(db);
  if (pending.length > 0) {
    logger.log('error', 'startup', `${pending.length} migration(s) are pending: run "npm run migrate"`, { pending });
    return false;
  }
  await seedReference(db);
  if (startup.seedDemo) {
    const made = await seedDemoOnFirstStart(application.container, db);
    if (made > 0) logger.log('info', 'startup', `${made} demo people were made`);
  }
  await ensureFirstAdmin(application);
  return true;
}

/**
 * The administrator whom ADMIN_EMAIL and ADMIN_PASSWORD name, if they do. Comes after everything that looks whether there are people yet.
 * @throws StartupFailure when address or password would be refused to anybody else as well.
 */
export async function ensureFirstAdmin({ config, container }: Application): Promise<void> {
  if (!config.firstAdmin) return;
  try {
    const outcome = await container.get(EnsureFirstAdmin).execute(config.firstAdmin.email, config.firstAdmin.password);
    if (outcome !== 'unchanged') container.get(Logger).log('info', 'startup', `The first administrator was ${outcome}`);
  } catch (error) {
    if (error instanceof DomainError) {
      throw new StartupFailure(`ADMIN_EMAIL and ADMIN_PASSWORD cannot be used: ${error.message}`, { cause: error });
    }
    throw error;
  }
}

/** Found before anything is changed, and said in words. @throws StartupFailure */
async function assertPortFree({ port, host }: HttpConfig): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') {
      throw new StartupFailure(`Port ${port} is in use by another program. Stop it, or start with another PORT.`, {
        cause: error,
      });
    }
    throw new StartupFailure(`Cannot listen on ${host}:${port} (${reasonOf(error)}). See HOST and PORT.`, { cause: error });
  }
  probe.close();
  await once(probe, 'close');
}

/** One question to the database: a wrong address, a wrong password or a taken directory is found here. */
export async function assertReachable(knex: Knex, url: string | undefined): Promise<void> {
  try {
    await knex.raw('select 1');
  } catch (error) {
    if (error instanceof DataDirectoryInUse) throw error;
    const where = url ? `The database at ${addressOf(url)} (DATABASE_URL)` : 'The embedded database (DATA_DIR)';
    throw new StartupFailure(`${where} cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}

/** Host, port and database of an address: never its user and password. */
function addressOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** A refused connection to a name with two addresses is an AggregateError without a message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message || error.name : String(error);
}

/** Runs what is pending, all or nothing. Resolves with the names of the migrations that were run. */
export async function migrateLatest(knex: Knex): Promise<string[]> {
  const [, applied] = (await knex.migrate.latest(migrations)) as [number, string[]];
  return applied;
}

export async function pendingMigrations(knex: Knex): Promise<string[]> {
  const [, pending] = (await knex.migrate.list(migrations)) as [unknown[], string[]];
  return pending.map((file) => file.replace(/\.(ts|js)$/, ''));
}

/**
 * Only one process at a time prepares a database: several instances may start at once. On a server the work gets connections of its own,
 * with time for large tables, while a transaction beside it holds the lock; the embedded engine belongs to one process anyway.
 */
export async function withMigrationGuard<T>(config: DatabaseChoice, work: (own: Knex | undefined) => Promise<T>): Promise<T> {
  if (!config.database.url) return work(undefined);
  const { database, dataDir } = config;
  const patience = { statementTimeoutMs: migrationStatementMs, idleInTransactionTimeoutMs: migrationStatementMs };
  const own = openDatabase({ dataDir, database: { ...database, ...patience, poolSize: 2 } });
  try {
    return await own.transaction(async (guard) => {
      for (const end = Date.now() + guardWaitMs; !(await tryLock(guard)); await sleep(200)) {
        if (Date.now() > end) throw new StartupFailure('Another process has been preparing the database for two minutes.');
      }
      return await work(own);
    });
  } finally {
    await own.destroy();
  }
}

async function tryLock(guard: Knex.Transaction): Promise<boolean> {
  const { rows } = await guard.raw<{ rows: { held: boolean }[] }>('select pg_try_advisory_xact_lock(?) as held', [guardKey]);
  return rows[0]?.held === true;
}

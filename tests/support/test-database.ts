import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openAsBlob, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import type { Knex } from 'knex';
import { connectServer, openEmbedded } from '../../src/adapters/postgres/knex-factory.js';
import { projectRoot } from '../../src/config/index.js';
import { migrations } from '../../src/composition/database.js';
import { seedReference } from '../../seeds/reference.js';

/**
 * A migrated database with the reference data, made cheaply for each test file: on a server (TEST_DATABASE_URL) a clone of a template
 * database, otherwise an embedded engine started from a cached image of its data directory. Template and image are named by what they hold.
 */
export interface TestDatabase {
  readonly knex: Knex;
  /** More connections, of another instance; of an embedded database, which has one, the same ones. */
  again(): Knex;
  /** Closes the connections and removes the database. */
  drop(): Promise<void>;
}

const root = projectRoot();

function contentHash(): string {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'node_modules/@electric-sql/pglite/package.json')));
  for (const directory of ['migrations', 'seeds']) {
    for (const file of readdirSync(path.join(root, directory))
      .filter((name) => name.endsWith('.ts'))
      .sort()) {
      hash.update(file).update(readFileSync(path.join(root, directory, file)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

async function fill(knex: Knex): Promise<void> {
  await knex.migrate.latest(migrations);
  await seedReference(knex);
  // As if it had been delivered: there is nothing cached of a database that is new.
  await knex('outbox_events').del();
}

const serverLimits = {
  poolSize: 10,
  ssl: false,
  acquireTimeoutMs: 10_000,
  statementTimeoutMs: 15_000,
  lockTimeoutMs: 10_000,
  idleInTransactionTimeoutMs: 15_000,
};

export type ServerLimits = Partial<typeof serverLimits>;

function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

async function onServer<T>(url: string, work: (admin: Knex) => Promise<T>): Promise<T> {
  const admin = connectServer({ ...serverLimits, url, poolSize: 1, statementTimeoutMs: 60_000 });
  try {
    return await work(admin);
  } finally {
    await admin.destroy();
  }
}

/** Made once for its content; several test processes may ask at the same time. */
async function ensureTemplate(admin: Knex, url: string, template: string): Promise<void> {
  await admin.raw('select pg_advisory_lock(815)');
  const found = await admin('pg_database').where({ datname: template }).first<object | undefined>();
  if (!found) {
    const draft = `${template}_new`;
    await admin.raw('drop database if exists ?? with (force)', [draft]);
    await admin.raw('create database ??', [draft]);
    const knex = connectServer({ ...serverLimits, url: withDatabase(url, draft) });
    await fill(knex);
    await knex.destroy();
    await admin.raw('alter database ?? rename to ??', [draft, template]);
  }
  await admin.raw('select pg_advisory_unlock(815)');
}

async function cloneOnServer(url: string, limits: ServerLimits): Promise<TestDatabase> {
  const template = `bikearea_template_${contentHash()}`;
  const name = `bikearea_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(url, async (admin) => {
    await ensureTemplate(admin, url, template);
    await admin.raw('create database ?? template ??', [name, template]);
  });
  return databaseNamed(url, name, limits);
}

/** Locales in which a server's database sorts, and tells letters from signs. */
const createWithLocale = {
  C: "create database ?? template template0 lc_collate 'C' lc_ctype 'C'",
  'C.UTF-8': "create database ?? template template0 lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
  'ICU ka-GE': "create database ?? template template0 locale_provider icu icu_locale 'ka-GE' lc_collate 'C' lc_ctype 'C'",
  'ICU tr-TR':
    "create database ?? template template0 locale_provider icu icu_locale 'tr-TR' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
} as const;

export type DatabaseLocale = keyof typeof createWithLocale;
export const databaseLocales = Object.keys(createWithLocale) as DatabaseLocale[];

/** A database of a server, migrated in the locale asked for. */
export async function testDatabaseWithLocale(url: string, locale: DatabaseLocale): Promise<TestDatabase> {
  const name = `bikearea_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(url, (admin) => admin.raw(createWithLocale[locale], [name]));
  const database = databaseNamed(url, name, {});
  await fill(database.knex);
  return database;
}

function databaseNamed(url: string, name: string, limits: ServerLimits): TestDatabase {
  const again = (): Knex => connectServer({ ...serverLimits, ...limits, url: withDatabase(url, name) });
  const knex = again();
  return {
    knex,
    again,
    drop: async () => {
      await knex.destroy();
      await onServer(url, (admin) => admin.raw('drop database if exists ?? with (force)', [name]));
    },
  };
}

/** The image that embedded databases start from: made once for its content. Answers its file. */
export async function prepareEmbeddedImage(): Promise<string> {
  const file = path.join(root, `.cache/pglite-${contentHash()}.tar`);
  if (!existsSync(file)) {
    const knex = openEmbedded({});
    await fill(knex);
    const client = knex.client as { acquireConnection(): Promise<PGlite>; releaseConnection(connection: PGlite): Promise<void> };
    const engine = await client.acquireConnection();
    const image = await engine.dumpDataDir('none');
    await client.releaseConnection(engine);
    await knex.destroy();
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, Buffer.from(await image.arrayBuffer()));
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
}

/** `limits` are those of the connections to a server; the embedded engine has none. */
export async function testDatabase(limits: ServerLimits = {}): Promise<TestDatabase> {
  const url = process.env['TEST_DATABASE_URL'];
  if (url) return cloneOnServer(url, limits);
  const knex = openEmbedded({ loadDataDir: await openAsBlob(await prepareEmbeddedImage()) });
  await knex.raw('select 1'); // opened here, so that no request of a test waits for it
  return { knex, again: () => lent(knex), drop: () => knex.destroy() };
}

/** The same connections, for an instance that ends before the others and would close them. */
function lent(knex: Knex): Knex {
  const destroy = (): Promise<void> => Promise.resolve();
  return new Proxy(knex, { get: (of, name) => (name === 'destroy' ? destroy : (Reflect.get(of, name) as unknown)) });
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Knex } from 'knex';
import { connectServer } from '../src/adapters/postgres/knex-factory.js';
import { demoLogins } from '../seeds/demo.js';
import { type BenchCase, hostCases } from './cases.js';
import { findReader, forgetWritten, meetCommunity } from './community.js';
import { communityCases } from './community-cases.js';
import { benchLogins } from './data/logins.js';
import { MeasuredServer } from './measured-server.js';
import type { Options } from './options.js';
import { removeKeys } from './redis-keys.js';
import { ownRedisPrefix, serverEnvironment } from './server-environment.js';

/** The servers of one run, their logs, and the databases behind them. Ends everything with `close`. */
export class BenchRun {
  readonly #directory = mkdtempSync(path.join(tmpdir(), 'bikearea-bench-'));
  readonly #servers: MeasuredServer[] = [];
  readonly #databases: Knex[] = [];
  readonly #redis: { readonly url: string; readonly prefix: string }[] = [];
  readonly #startedAt = new Date();

  constructor(readonly options: Options) {}

  async start(program: string, name: string, env: NodeJS.ProcessEnv): Promise<MeasuredServer> {
    const server = await MeasuredServer.start(program, env, path.join(this.#directory, `${name}.log`));
    this.#servers.push(server);
    return server;
  }

  /** Our server; on the embedded engine without an address. */
  startOurs(name: string, databaseUrl: string | undefined): Promise<MeasuredServer> {
    const directory = path.join(this.#directory, name);
    const { redisUrl } = this.options;
    const redis = redisUrl ? { url: redisUrl, prefix: ownRedisPrefix() } : undefined;
    if (redis) this.#redis.push(redis);
    return this.start('server.js', name, serverEnvironment({ directory, databaseUrl, redis }));
  }

  startYardstick(): Promise<MeasuredServer> {
    return this.start('yardstick.js', 'yardstick', { NODE_ENV: 'production' });
  }

  /** What can be measured there. Null for the community when `bench:data` did not fill that database. */
  async casesOn(
    server: MeasuredServer,
    databaseUrl: string | undefined,
  ): Promise<{ host: BenchCase[]; community: BenchCase[] | null }> {
    if (!databaseUrl) return { host: hostCases(server.url, demoLogins.rider), community: null };
    const knex = connectServer({ ...patient, url: databaseUrl });
    this.#databases.push(knex);
    const readerId = await findReader(knex);
    if (readerId === null) return { host: hostCases(server.url, demoLogins.rider), community: null };
    const community = communityCases(server.url, await meetCommunity(server.url, knex, readerId));
    return { host: hostCases(server.url, benchLogins.reader), community };
  }

  /** Results of a part of the cases are printed only. */
  publish(fileName: string, title: string, table: string): void {
    console.log(`# ${title}\n\n${table}`);
    if (this.options.only !== undefined) return;
    mkdirSync('bench/results', { recursive: true });
    writeFileSync(path.join('bench/results', fileName), `# ${title}\n\n${table}`);
  }

  wanted(cases: readonly BenchCase[]): BenchCase[] {
    const { only } = this.options;
    return cases.filter(({ name }) => only === undefined || name.includes(only));
  }

  async close(): Promise<void> {
    for (const server of this.#servers) await server.stop();
    for (const { url, prefix } of this.#redis) await removeKeys(url, prefix);
    for (const knex of this.#databases) {
      await forgetWritten(knex, this.#startedAt);
      await knex.destroy();
    }
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

const minuteMs = 60_000;
const patient = {
  poolSize: 2,
  ssl: false,
  acquireTimeoutMs: 10_000,
  statementTimeoutMs: 5 * minuteMs,
  lockTimeoutMs: minuteMs,
  idleInTransactionTimeoutMs: minuteMs,
};

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { runProgram } from '../../scripts/run-program.js';
import { connectServer } from '../../src/adapters/postgres/knex-factory.js';
import { OwnRedis } from '../../tests/support/own-redis.js';
import { findReader, forgetWritten, meetCommunity } from '../community.js';
import { MeasuredServer } from '../measured-server.js';
import { ownRedisPrefix, serverEnvironment } from '../server-environment.js';
import { fence } from './fence.js';
import type { DayTime } from './driven-clock.js';
import { type Figure, figureTable } from './figure.js';
import { frozen } from './frozen.js';
import { purge } from './purge.js';
import { replay } from './replay.js';
import { stampede } from './stampede.js';

const help = `Measures what the cache promises: loads in a stampede, reads during an outage, purges, the hit rate of a day.

  npm run bench:caching                 everything, into bench/results/caching.md
  npm run bench:caching -- --only zipf  stampede, fence, frozen, purge or zipf; printed only
  --reads 100000                        how many reads the day of the replay has

Needs the program redis-server, which it starts for itself. The replay needs a database filled by "npm run bench:data"
under DATABASE_URL; without it, it is left out.`;

interface Wishes {
  readonly only?: string;
  readonly reads: number;
}

function readWishes(words: readonly string[]): Wishes {
  let only: string | undefined;
  let reads = 100_000;
  for (let at = 0; at < words.length; at += 2) {
    const [name, value] = [words[at], words[at + 1]];
    if (name === '--only' && value) only = value;
    else if (name === '--reads' && Number(value) > 0) reads = Number(value);
    else throw new RangeError(help);
  }
  return { ...(only === undefined ? {} : { only }), reads };
}

/** Each on a Redis of its own, so that nothing is left behind and nothing else is disturbed. */
async function withRedis<T>(work: (redis: OwnRedis) => Promise<T>): Promise<T> {
  const redis = await OwnRedis.start();
  try {
    return await work(redis);
  } finally {
    await redis.kill();
  }
}

async function withServers<T>(
  { program, count, env }: { program: string; count: number; env: NodeJS.ProcessEnv },
  work: (servers: MeasuredServer[]) => Promise<T>,
): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), 'bikearea-bench-'));
  const servers: MeasuredServer[] = [];
  try {
    for (let i = 0; i < count; i += 1) {
      const log = path.join(directory, `${i}.log`);
      servers.push(await MeasuredServer.start(program, { ...env, DATA_DIR: path.join(directory, String(i)) }, log));
    }
    return await work(servers);
  } finally {
    for (const server of servers) await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

function measureFrozen(): Promise<Figure[]> {
  return withRedis((redis) => {
    const env = serverEnvironment({ directory: '', redis: { url: redis.url, prefix: ownRedisPrefix() } });
    return withServers({ program: 'server.js', count: 1, env }, ([server]) => frozen(server?.url ?? '', redis));
  });
}

async function measureReplay(databaseUrl: string, readsOfDay: number): Promise<Figure[]> {
  const patient = {
    acquireTimeoutMs: 10_000,
    statementTimeoutMs: 300_000,
    lockTimeoutMs: 60_000,
    idleInTransactionTimeoutMs: 60_000,
  };
  const knex = connectServer({ ...patient, url: databaseUrl, poolSize: 2, ssl: false });
  const since = new Date();
  try {
    const readerId = await findReader(knex);
    if (readerId === null) throw new Error('bench:data did not fill the database of DATABASE_URL');
    return await withRedis((redis) => {
      const env = {
        ...serverEnvironment({ directory: '', databaseUrl, redis: { url: redis.url, prefix: ownRedisPrefix() } }),
        JWT_ACCESS_EXPIRATION: '399d',
        JWT_REFRESH_EXPIRATION: '400d',
        BENCH_CLOCK_ORIGIN: String(Date.now()),
      };
      return withServers({ program: 'caching/replay-server.js', count: 2, env }, async (servers) => {
        const bases = servers.map(({ url }) => url);
        const community = await meetCommunity(bases[0] ?? '', knex, readerId);
        const setClocks = (dayTimeMs: number): void => servers.forEach((server) => server.tell({ dayTimeMs } satisfies DayTime));
        return replay({ bases, community, readsOfDay, setClocks, boundMs: 2_000, seed: 1 });
      });
    });
  } finally {
    await forgetWritten(knex, since);
    await knex.destroy();
  }
}

await runProgram(async (words) => {
  if (words.includes('--help') || words.includes('-h')) {
    console.log(help);
    return 0;
  }
  const { only, reads } = readWishes(words);
  const { DATABASE_URL: databaseUrl } = process.env;
  const parts: [string, () => Promise<Figure[]>][] = [
    ['stampede', () => withRedis(({ url }) => stampede(url))],
    ['fence', fence],
    ['frozen', measureFrozen],
    ['purge', () => withRedis(({ url }) => purge(url))],
  ];
  if (databaseUrl) parts.push(['zipf', () => measureReplay(databaseUrl, reads)]);
  else console.error('zipf: left out, DATABASE_URL is not set');
  const figures: Figure[] = [];
  for (const [name, measure] of parts) {
    if (only !== undefined && only !== name) continue;
    figures.push(...(await measure()));
    console.error(`${name}: done`);
  }
  const machine = `Node ${process.version}, ${os.availableParallelism()} cores (${os.cpus()[0]?.model ?? 'unknown'}).`;
  const report = `# Bench: what the cache promises\n\n${machine}\n\n${figureTable(figures)}\n`;
  console.log(report);
  if (only === undefined) {
    mkdirSync('bench/results', { recursive: true });
    writeFileSync('bench/results/caching.md', report);
  }
  return 0;
});

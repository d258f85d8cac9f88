import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoLogins } from '../seeds/demo.js';
import { benchCases } from './cases.js';
import { drive, type Figures, median } from './drive.js';
import { MeasuredServer } from './measured-server.js';
import { type CaseResult, markdown } from './report.js';

/**
 * `npm run bench [-- --rounds 5 --seconds 5 --connections 50]`: our built server beside the yardstick, case by case, in turns. With DATABASE_URL and
 * REDIS_URL ours runs on real servers (give it a database of its own: demo data is put into it), otherwise on the embedded adapters.
 */
function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? otherwise : Number(process.argv[at + 1]);
}

const rounds = option('rounds', 5);
const seconds = option('seconds', 5);
const connections = option('connections', 50);
const directory = mkdtempSync(path.join(tmpdir(), 'bikearea-bench-'));
const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl } = process.env;
const backing = `${databaseUrl ? 'PostgreSQL' : 'embedded PostgreSQL'} and ${redisUrl ? 'Redis' : 'memory adapters'}`;

const unlimited = '100000000/60';
const environment: NodeJS.ProcessEnv = {
  NODE_ENV: 'development',
  LOG_FORMAT: 'json',
  HOST: '127.0.0.1',
  PORT: '0',
  DATA_DIR: directory,
  FRONTEND_URL: 'https://bikearea.ge',
  JWT_ACCESS_SECRET: randomBytes(48).toString('base64'),
  JWT_REFRESH_SECRET: randomBytes(48).toString('base64'),
  RATE_LIMIT_GLOBAL: unlimited,
  RATE_LIMIT_AUTH: unlimited,
  ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
};

const ours = await MeasuredServer.start('server.js', environment, path.join(directory, 'ours.log'));
const yardstick = await MeasuredServer.start('yardstick.js', { NODE_ENV: 'production' }, path.join(directory, 'yardstick.log'));
const results: CaseResult[] = [];
try {
  for (const bench of benchCases(demoLogins.rider)) {
    const width = bench.connections ?? connections;
    const stock = { path: '/', headers: { 'accept-encoding': 'identity' } };
    await drive(ours, bench.request, 2, width);
    await drive(yardstick, stock, 2, width);
    const pairs: { ours: Figures; yardstick: Figures }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({
        ours: await drive(ours, bench.request, seconds, width),
        yardstick: await drive(yardstick, stock, seconds, width),
      });
    }
    results.push({ bench, ours: median(pairs.map((pair) => pair.ours)), yardstick: median(pairs.map((pair) => pair.yardstick)) });
    console.error(`${bench.name}: done`);
  }
} finally {
  await ours.stop();
  await yardstick.stop();
}
const table = markdown(results, { backing, rounds, seconds, connections });
console.log(table);
const file = path.join('bench/results', `${databaseUrl ? 'servers' : 'embedded'}.md`);
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, `# Bench: ${backing}\n\n${table}`);
rmSync(directory, { recursive: true, force: true });

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runProgram } from '../scripts/run-program.js';
import { drive, type Figures, median } from './drive.js';
import { MeasuredServer } from './measured-server.js';
import { removeKeys } from './redis-keys.js';
import { ownRedisPrefix, serverEnvironment } from './server-environment.js';

const help = `What a shared limit costs a kept answer: our built server with its limits in Redis (REDIS_URL) and in memory, in turns.

  npm run bench:limits -- --rounds 3 --seconds 3 --connections 50`;

const kept = { path: '/api/v1/bench/kept', headers: { 'accept-encoding': 'identity' } };

const numberAfter = (words: readonly string[], name: string, usual: number): number =>
  words.includes(name) ? Number(words[words.indexOf(name) + 1]) : usual;

await runProgram(async (words) => {
  const { REDIS_URL: url } = process.env;
  if (words.includes('--help') || !url) {
    console.log(help);
    return words.includes('--help') ? 0 : 1;
  }
  const [rounds, seconds] = [numberAfter(words, '--rounds', 3), numberAfter(words, '--seconds', 3)];
  const connections = numberAfter(words, '--connections', 50);
  const root = mkdtempSync(path.join(tmpdir(), 'bikearea-bench-limits-'));
  const redis = { url, prefix: ownRedisPrefix() };
  const servers: MeasuredServer[] = [];
  const start = async (name: string, counted: typeof redis | undefined): Promise<MeasuredServer> => {
    const env = serverEnvironment({ directory: path.join(root, name), redis: counted });
    const server = await MeasuredServer.start('server.js', env, path.join(root, `${name}.log`));
    servers.push(server);
    return server;
  };
  try {
    const contestants = [await start('redis', redis), await start('memory', undefined)];
    for (const server of contestants) await drive(server, [kept], 1, connections);
    const measured: Figures[][] = contestants.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [i, server] of contestants.entries()) measured[i]?.push(await drive(server, [kept], seconds, connections));
    }
    const [shared, own] = measured.map(median);
    if (!shared || !own) throw new Error('two were measured');
    for (const [name, { requestsPerSecond, p50, p99, cpuMicrosPerRequest }] of Object.entries({ Redis: shared, memory: own })) {
      const perSecond = Math.round(requestsPerSecond);
      console.log(
        `limits in ${name}: ${perSecond}/s, p50 ${p50} ms, p99 ${p99} ms, ${cpuMicrosPerRequest.toFixed(1)} µs of processor each`,
      );
    }
    console.log(`Redis against memory: ${(shared.requestsPerSecond / own.requestsPerSecond).toFixed(2)} of the requests/s`);
    return 0;
  } finally {
    for (const server of servers) await server.stop();
    await removeKeys(redis.url, redis.prefix);
    rmSync(root, { recursive: true, force: true });
  }
});

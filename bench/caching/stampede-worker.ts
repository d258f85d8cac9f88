import { setTimeout as sleep } from 'node:timers/promises';
import { connectRedis, ready } from '../../src/adapters/redis/redis-connection.js';
import { cacheFamily } from '../../src/core/caching/index.js';
import { cacheOn } from './process-cache.js';

/** One of the processes of the stampede: waits for the word, asks for the same key many times at once, and tells what it was given. */

export type StampedeMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'done'; readonly answers: number; readonly slowestMs: number };

const [url = '', callers = '', loadMs = ''] = process.argv.slice(2);
const family = cacheFamily<string>()('bench:stampede:{key}', { ttlSeconds: 60, version: 1 });
const tell = (message: StampedeMessage): boolean | undefined => process.send?.(message);

const client = connectRedis(url, { commandTimeoutMs: 5_000, connectTimeoutMs: 5_000, onError: (error) => console.error(error) });
await ready(client, 10_000);
const cache = cacheOn(client, 2 * Number(loadMs));

process.on('message', (key) => {
  const started = performance.now();
  const load = async (): Promise<string> => {
    tell({ kind: 'loading' });
    await sleep(Number(loadMs));
    return 'loaded';
  };
  const calls = Array.from({ length: Number(callers) }, async () => {
    await cache.getOrLoad(family, { key: String(key) }, load, { consistency: 'shared' });
    return performance.now() - started;
  });
  Promise.all(calls).then(
    (times) => tell({ kind: 'done', answers: times.length, slowestMs: Math.max(...times) }),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready' });

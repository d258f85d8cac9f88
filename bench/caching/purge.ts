import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { RedisCache } from '../../src/adapters/redis/redis-cache.js';
import { RedisEntryStore } from '../../src/adapters/redis/redis-entry-store.js';
import { connectRedis, ready } from '../../src/adapters/redis/redis-connection.js';
import type { Figure } from './figure.js';

const keys = 500_000;
const batch = 10_000;
const bystanders = 1_000;

/** What a purge by pattern and one by tag cost the others who use the same Redis. */
export async function purge(redisUrl: string): Promise<Figure[]> {
  const connect = async (): Promise<Redis> => {
    const client = connectRedis(redisUrl, {
      commandTimeoutMs: 30_000,
      connectTimeoutMs: 5_000,
      onError: (error) => console.error(error),
    });
    await ready(client, 10_000);
    return client;
  };
  const [client, other] = [await connect(), await connect()];
  try {
    await fill(client);
    const idle = await pingsDuring(other, () => sleep(2_000));
    let gone = 0;
    const started = performance.now();
    const busy = await pingsDuring(other, async () => {
      gone = await new RedisCache(client).delByPattern('purged:*');
    });
    const seconds = (performance.now() - started) / 1_000;
    const before = await writesOf(other);
    await new RedisEntryStore(client).invalidate(['purged']);
    const writes = (await writesOf(other)) - before;
    return [
      {
        what: `Purge by pattern of ${gone.toLocaleString('en-US')} keys among ${bystanders.toLocaleString('en-US')} others, ${seconds.toFixed(1)} s: worst ping of another client`,
        found: `${busy.toFixed(1)} ms (with nothing to do: ${idle.toFixed(1)} ms)`,
        aim: 'under 20 ms',
      },
      { what: 'Purge by tag, whatever depends on it: commands that touch a tag', found: String(writes), aim: '1' },
    ];
  } finally {
    client.disconnect();
    other.disconnect();
  }
}

async function fill(client: Redis): Promise<void> {
  for (let from = 0; from < keys; from += batch) {
    const pipeline = client.pipeline();
    for (let i = from; i < from + batch; i += 1) pipeline.set(`purged:${i}`, 'x'.repeat(100), 'PX', 3_600_000);
    await pipeline.exec();
  }
  const pipeline = client.pipeline();
  for (let i = 0; i < bystanders; i += 1) pipeline.set(`kept:${i}`, 'x', 'PX', 3_600_000);
  await pipeline.exec();
}

/** The longest of the pings, in ms, sent one after the other while the work goes on. */
async function pingsDuring(client: Redis, work: () => Promise<unknown>): Promise<number> {
  let over = false;
  const worst = (async () => {
    let longest = 0;
    while (!over) {
      const sent = performance.now();
      await client.ping();
      longest = Math.max(longest, performance.now() - sent);
      await sleep(1);
    }
    return longest;
  })();
  try {
    await work();
  } finally {
    over = true;
  }
  return worst;
}

/** How often tags were written or removed so far; the sequence and the message of an invalidation are not tags. */
async function writesOf(client: Redis): Promise<number> {
  const stats = await client.info('commandstats');
  const calls = [...stats.matchAll(/^cmdstat_(?:set|del|unlink|hset):calls=(\d+)/gm)];
  return calls.reduce((sum, [, count]) => sum + Number(count), 0);
}

import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { closeRedis, connectRedis, ready } from '../../src/adapters/redis/redis-connection.js';

/** Short enough for tests of a frozen server, long enough for a busy machine. */
export const COMMAND_TIMEOUT_MS = 500;

/** Clients of one spec, each in a random key space, all removed and closed by `clear`. */
export class RedisClients {
  private readonly clients: Redis[] = [];
  /** Connection failures that were announced, oldest first. */
  readonly errors: Error[] = [];

  /** A connected client. `keyPrefix` is put after the random part. */
  async open(url: string, keyPrefix = ''): Promise<Redis> {
    return this.openWith(url, `test:${randomUUID()}:${keyPrefix}`);
  }

  async openWith(url: string, keyPrefix: string): Promise<Redis> {
    const client = connectRedis(url, {
      commandTimeoutMs: COMMAND_TIMEOUT_MS,
      connectTimeoutMs: 1000,
      keyPrefix,
      onError: (error) => this.errors.push(error),
    });
    this.clients.push(client);
    await ready(client, 5000);
    return client;
  }

  async clear(): Promise<void> {
    for (const client of this.clients.splice(0)) {
      const prefix = client.options.keyPrefix ?? '';
      if (prefix && (await answers(client))) await removeKeys(client, prefix);
      await closeRedis(client);
    }
    this.errors.length = 0;
  }
}

/** A server that was killed keeps nothing that had to be removed; the client may not know of it yet. */
async function answers(client: Redis): Promise<boolean> {
  try {
    return client.status === 'ready' && (await client.ping()) === 'PONG';
  } catch {
    return false;
  }
}

/** Removes every key that begins with the random part of `prefix` (`test:` and a UUID). */
export async function removeKeys(client: Redis, prefix: string): Promise<void> {
  if (!prefix.startsWith('test:')) throw new Error('only keys of tests are removed');
  await removeMatching(client, `${prefix.slice(0, 41)}*`);
}

const AGE = `
for _, key in ipairs(KEYS) do
  local left = redis.call('PTTL', key)
  if left >= 0 then redis.call('PEXPIRE', key, math.max(left - ARGV[1], 0)) end
end`;

/** Makes every key with the random part of this client's prefix older, as if `ms` had passed: nothing waits. */
export async function age(client: Redis, ms: number): Promise<void> {
  const prefix = client.options.keyPrefix ?? '';
  for (const keys of await scanned(client, `${prefix.slice(0, 41)}*`)) {
    const own = keys.map((key) => key.slice(prefix.length));
    await client.eval(AGE, own.length, ...own, ms);
  }
}

/** Removes what an application that was started with this REDIS_PREFIX left behind. */
export async function removeKeysOfApplication(url: string, prefix: string): Promise<void> {
  if (!prefix.startsWith('bikearea-test-')) throw new Error('only keys of tests are removed');
  const clients = new RedisClients();
  await removeMatching(await clients.openWith(url, ''), `${prefix}:*`);
  await clients.clear();
}

async function removeMatching(client: Redis, pattern: string): Promise<void> {
  const own = client.options.keyPrefix ?? '';
  for (const keys of await scanned(client, pattern)) await client.unlink(keys.map((key) => key.slice(own.length)));
}

/** Whole keys, in the steps they were found in. */
async function scanned(client: Redis, pattern: string): Promise<string[][]> {
  const steps: string[][] = [];
  let cursor = '0';
  do {
    const [next, keys] = await client.scan(cursor, 'MATCH', pattern, 'COUNT', 1000);
    if (keys.length > 0) steps.push([...new Set(keys)]);
    cursor = next;
  } while (cursor !== '0');
  return steps;
}

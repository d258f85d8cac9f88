import { closeRedis, connectRedis, ready } from '../adapters/redis/redis-connection.js';
import type { Config } from '../config/index.js';
import { StartupFailure } from './startup-failure.js';

type Client = ReturnType<typeof connectRedis>;

/** The connections of this process to Redis. */
export interface RedisClients {
  readonly url: string;
  readonly commands: Client;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connects and waits for the first answer: a wrong address is found at start, not by a caller. */
export async function openRedis({ redis }: Config, url: string, onError: (error: Error) => void): Promise<RedisClients> {
  const commands = connectRedis(url, { ...redis, keyPrefix: `${redis.prefix}:`, onError });
  try {
    await ready(commands, redis.connectTimeoutMs + 3_000);
  } catch (error) {
    await closeRedis(commands);
    throw new StartupFailure('REDIS_URL is set, but Redis does not answer there.', { cause: error });
  }
  return {
    url,
    commands,
    ping: async () => {
      await commands.ping();
    },
    close: () => closeRedis(commands),
  };
}

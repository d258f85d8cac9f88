import { closeRedis, connectRedis, connectSubscriber, ready } from '../adapters/redis/redis-connection.js';
import type { Config } from '../config/index.js';
import { StartupFailure } from './startup-failure.js';

type Client = ReturnType<typeof connectRedis>;

/** The connections of this process to Redis. */
export interface RedisClients {
  readonly url: string;
  readonly commands: Client;
  /** Listens for invalidations, and is used for nothing else. */
  readonly subscriber: Client;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Connects and waits for the first answer: a wrong address is found at start, not by a caller. */
export async function openRedis({ redis }: Config, url: string, onError: (error: Error) => void): Promise<RedisClients> {
  const commands = connectRedis(url, { ...redis, keyPrefix: `${redis.prefix}:`, onError });
  const subscriber = connectSubscriber(url, { ...redis, onError });
  const close = async (): Promise<void> => {
    await Promise.all([closeRedis(commands), closeRedis(subscriber)]);
  };
  try {
    await Promise.all([commands, subscriber].map((client) => ready(client, redis.connectTimeoutMs + 3_000)));
  } catch (error) {
    await close();
    throw new StartupFailure('REDIS_URL is set, but Redis does not answer there.', { cause: error });
  }
  return {
    url,
    commands,
    subscriber,
    ping: async () => {
      await commands.ping();
    },
    close,
  };
}

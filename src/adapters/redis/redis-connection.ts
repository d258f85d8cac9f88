import { Redis, type RedisOptions } from 'ioredis';
import { within } from './within.js';

export interface RedisConnectionOptions {
  /** Every command is answered or rejected within this time. */
  readonly commandTimeoutMs: number;
  /** How long one attempt to connect may take. */
  readonly connectTimeoutMs: number;
  /** Stands before every key of this client. */
  readonly keyPrefix?: string;
  /** Hears of each failed connection. Without a listener these would end the process. */
  readonly onError: (error: Error) => void;
}

const RETRY_MIN_MS = 50;
const RETRY_MAX_MS = 2000;

/**
 * A client whose commands never wait without end and are sent at most once.
 *
 * - Not connected: a command is rejected at once (no offline queue). Wait with `ready` before the first one.
 * - Server frozen or network cut: a command is rejected after `commandTimeoutMs`; after twice that time without a byte the
 *   connection is given up and made anew, so that the following commands are rejected at once.
 * - The client reconnects for ever, at pauses of 50 ms growing to 2 s (half of it random).
 * - A command rejected for time may still be executed by the server.
 */
export function connectRedis(url: string, options: RedisConnectionOptions): Redis {
  const client = new Redis(url, {
    ...bounded(options),
    ...(options.keyPrefix === undefined ? {} : { keyPrefix: options.keyPrefix }),
    commandTimeout: options.commandTimeoutMs,
    socketTimeout: Math.max(2 * options.commandTimeoutMs, 1000),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  });
  client.on('error', options.onError);
  return client;
}

/**
 * A client that only listens. It may hear nothing for days, so silence does not end its connection: whoever listens finds out by other means
 * whether something was missed (see RedisInvalidationFeed).
 */
export function connectSubscriber(url: string, options: Omit<RedisConnectionOptions, 'keyPrefix'>): Redis {
  const client = new Redis(url, { ...bounded(options), commandTimeout: options.commandTimeoutMs, maxRetriesPerRequest: 0 });
  client.on('error', options.onError);
  return client;
}

/** How long a worker's connection may stay silent. Its blocking command asks for 5 s, so silence means a dead connection. */
const WORKER_SILENCE_MS = 30_000;

/**
 * A client for BullMQ workers: commands wait for the connection to come back instead of failing (BullMQ demands
 * `maxRetriesPerRequest: null`) and have no time limit of their own; a connection silent for 30 s is made anew.
 * Not for requests that somebody waits for.
 */
export function connectWorkerRedis(url: string, options: Omit<RedisConnectionOptions, 'keyPrefix' | 'commandTimeoutMs'>): Redis {
  const client = new Redis(url, { ...bounded(options), maxRetriesPerRequest: null, socketTimeout: WORKER_SILENCE_MS });
  client.on('error', options.onError);
  return client;
}

function bounded(options: Pick<RedisConnectionOptions, 'connectTimeoutMs'>): RedisOptions {
  return {
    connectTimeout: options.connectTimeoutMs,
    // How long the socket may linger after we hung up: a frozen peer never answers the FIN.
    disconnectTimeout: options.connectTimeoutMs,
    retryStrategy: (times) => {
      const pauseMs = Math.min(RETRY_MIN_MS * 2 ** Math.min(times, 10), RETRY_MAX_MS);
      return Math.round(pauseMs / 2 + (Math.random() * pauseMs) / 2);
    },
  };
}

/** Clients that `closeRedis` was called for. ioredis itself never calls a client ended that was closed between two attempts to connect. */
const closed = new WeakSet<Redis>();

/** One pair of listeners a client, however many wait. */
const awaited = new WeakMap<Redis, Promise<void>>();

/** Resolves when commands can be sent; rejects after `timeoutMs`, or at once when the client was closed. */
export async function ready(client: Redis, timeoutMs: number): Promise<void> {
  if (client.status === 'ready') return;
  const next = awaited.get(client) ?? nextReady(client).finally(() => awaited.delete(client));
  awaited.set(client, next);
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis: not connected within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([next, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}

function nextReady(client: Redis): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const stop = (): void => {
      client.off('ready', onReady).off('end', onEnd);
    };
    const onReady = (): void => {
      stop();
      resolve();
    };
    const onEnd = (): void => {
      stop();
      reject(new Error('Redis: the connection was closed'));
    };
    client.on('ready', onReady).on('end', onEnd);
    if (client.status === 'end' || closed.has(client)) onEnd();
  });
}

/** Lets what was sent be answered, for at most `timeoutMs`, then hangs up. Never rejects; repeated calls do nothing. */
export async function closeRedis(client: Redis, timeoutMs = 1000): Promise<void> {
  if (client.status === 'end' || closed.has(client)) return;
  closed.add(client);
  if (client.status === 'ready') {
    const answered = client.quit().then(
      () => undefined,
      () => undefined, // we hang up below, which is all that closing can do
    );
    await within(timeoutMs, answered);
  }
  const betweenAttempts = client.status === 'reconnecting';
  client.disconnect();
  if (betweenAttempts) client.emit('end'); // for those who wait in `ready`
}

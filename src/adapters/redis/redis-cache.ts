import type { Redis } from 'ioredis';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Cache,
  counterStep,
  keyPattern,
  lifetimeMs,
  SingleFlight,
  spreadLifetimeMs,
  textValue,
  valueText,
} from '../../core/caching/index.js';

/** Keys looked at in one step of `delByPattern`. */
const STEP = 500;
/** Between two steps of `delByPattern`: the server has time for others, whatever else waits on this connection. */
const PAUSE_MS = 1;

/**
 * KEYS: counter. ARGV: step, lifetime in ms of a new counter or ''. A counter that stands keeps its expiry. Redis counts in 64
 * bits; beyond 53 a number would reach us rounded. The answer is a text: the client reads integers of 16 digits wrongly.
 */
const COUNT = `
local stood = redis.call('EXISTS', KEYS[1])
local value = redis.call('INCRBY', KEYS[1], ARGV[1])
if math.abs(value) > 9007199254740991 then
  redis.call('DECRBY', KEYS[1], ARGV[1])
  return redis.error_reply('ERR the counter leaves the safe integers')
end
if stood == 0 and ARGV[2] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return string.format('%.0f', value)`;

/** KEYS: hash. ARGV: lifetime in ms, then field, text, field, text, ... Fails as a whole on another kind of key. */
const SET_HASH = `
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'hash' and kind ~= 'none' then return redis.error_reply('WRONGTYPE the key holds no hash') end
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return 1`;

/**
 * The cache on a Redis server, shared by all instances: values as strings (see dataCodec), hashes as Redis hashes of such.
 * The client (see `connectRedis`) bounds every command in time; its `keyPrefix` is honoured by every method.
 */
export class RedisCache extends Cache {
  private readonly flights = new SingleFlight<string>();

  /** `random`: in [0, 1), for the lifetimes. */
  constructor(
    private readonly client: Redis,
    private readonly random: () => number = Math.random,
  ) {
    super();
  }

  override async get<T>(key: string): Promise<T | undefined> {
    return textValue<T>(await this.client.get(key));
  }

  override async set<T>(key: string, value: T, ttlSeconds: number): Promise<void> {
    const text = valueText(value);
    const ms = spreadLifetimeMs(ttlSeconds, this.random);
    this.flights.forget(key);
    await this.client.set(key, text, 'PX', ms);
  }

  override async del(...keys: string[]): Promise<number> {
    if (keys.length === 0) return 0;
    for (const key of keys) this.flights.forget(key);
    return this.client.unlink(keys);
  }

  override async delByPattern(pattern: string): Promise<number> {
    this.flights.forgetWhere(keyPattern(pattern));
    // ioredis puts the prefix before keys, but not before the pattern of SCAN, and SCAN answers with whole keys.
    const prefix = this.client.options.keyPrefix ?? '';
    const match = literal(prefix).replaceAll('*', '\\*') + literal(pattern);
    let cursor = '0';
    let gone = 0;
    do {
      if (cursor !== '0') await pause(PAUSE_MS);
      const [next, found] = await this.client.scan(cursor, 'MATCH', match, 'COUNT', STEP);
      if (found.length > 0) gone += await this.client.unlink(found.map((key) => key.slice(prefix.length)));
      cursor = next;
    } while (cursor !== '0');
    return gone;
  }

  override async getOrSet<T>(key: string, ttlSeconds: number, factory: () => Promise<T>): Promise<T> {
    const ms = spreadLifetimeMs(ttlSeconds, this.random);
    const text = await this.flights.run(key, async (stillWanted) => {
      const kept = await this.client.get(key);
      if (kept !== null && textValue(kept) !== undefined) return kept;
      const made = valueText(await factory());
      if (stillWanted()) await this.client.set(key, made, 'PX', ms);
      return made;
    });
    return textValue(text) as T;
  }

  override async increment(key: string, by = 1, ttlSeconds?: number): Promise<number> {
    const ms = ttlSeconds === undefined ? '' : lifetimeMs(ttlSeconds);
    const step = counterStep(by);
    this.flights.forget(key);
    return Number(await this.client.eval(COUNT, 1, key, step, ms));
  }

  override async decrement(key: string, by = 1, ttlSeconds?: number): Promise<number> {
    return this.increment(key, -by, ttlSeconds);
  }

  override async setHash(key: string, fields: Record<string, unknown>, ttlSeconds: number): Promise<void> {
    const ms = spreadLifetimeMs(ttlSeconds, this.random);
    const flat = Object.entries(fields).flatMap(([field, value]) => [field, valueText(value)]);
    this.flights.forget(key);
    await this.client.eval(SET_HASH, 1, key, ms, ...flat);
  }

  override async getHash<T>(key: string, field: string): Promise<T | undefined> {
    return textValue<T>(await this.client.hget(key, field));
  }

  override async getAllHash<T>(key: string): Promise<Record<string, T> | undefined> {
    const fields = Object.entries(await this.client.hgetall(key)).map(([field, text]) => [field, textValue<T>(text)] as const);
    const readable = fields.filter((one): one is [string, T] => one[1] !== undefined);
    return readable.length === 0 ? undefined : Object.fromEntries(readable);
  }
}

/** Escapes what Redis gives a meaning in patterns (`? [ ] \`), all but `*`. */
function literal(text: string): string {
  return text.replace(/[?[\]\\]/g, '\\$&');
}

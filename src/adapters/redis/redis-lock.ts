import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { Lock, type HeldLock } from '../../core/background/index.js';

/**
 * KEYS: lock, token counter. ARGV: owner, lifetime in ms. Answers the token, or nothing when somebody holds the lock.
 * A token is never below the server's time in ms: tokens kept elsewhere stay smaller also after the server lost its data.
 */
const ACQUIRE = `
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return nil end
local token = redis.call('INCR', KEYS[2])
local time = redis.call('TIME')
local ms = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
if token < ms then
  token = ms
  redis.call('SET', KEYS[2], string.format('%.0f', token))
end
return token`;

/** Compare and delete, as in the Redis documentation of distributed locks: only the owner may let go. */
const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * Locks on one Redis server (SET NX PX), for all its instances. One counter serves all names. An `acquire` that was
 * rejected for time may still have taken the lock on the server; it then ends by its time.
 */
export class RedisLock extends Lock {
  constructor(private readonly client: Redis) {
    super();
  }

  override async acquire(name: string, ttlSeconds: number): Promise<HeldLock | undefined> {
    if (!Number.isFinite(ttlSeconds) || ttlSeconds <= 0) throw new RangeError('Lock: ttlSeconds must be above 0');
    const key = `lock:${name}`;
    const owner = randomUUID();
    const token = await this.client.eval(ACQUIRE, 2, key, 'lock-token', owner, Math.ceil(ttlSeconds * 1000));
    if (token === null) return undefined;
    return {
      token: Number(token),
      release: async () => {
        await this.client.eval(RELEASE, 1, key, owner);
      },
    };
  }
}

import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { checkedCost, checkedPolicy, RateLimiter, type RateDecision, type RatePolicy } from '../../core/security/index.js';

/**
 * The library's own script also charges calls that are refused. This one leaves the count alone then, and answers with
 * what it would have been, which the library takes as a refusal. KEYS: counter. ARGV: cost, window in s, points.
 */
const CHARGE = `
local window = tonumber(ARGV[2]) * 1000
local left = redis.call('PTTL', KEYS[1])
local used = left == -2 and 0 or tonumber(redis.call('GET', KEYS[1]))
if used + tonumber(ARGV[1]) <= tonumber(ARGV[3]) then used = redis.call('INCRBY', KEYS[1], ARGV[1])
else used = used + tonumber(ARGV[1]) end
if left == -2 or left == -1 then
  redis.call('PEXPIRE', KEYS[1], window)
  left = window
end
return {used, left}`;

/**
 * Counts on a Redis server, together for all instances. When the server fails or does not answer within the client's
 * command timeout, `fallback` decides (a `MemoryRateLimiter`: counts for this process, starting from nothing) and
 * `onFallback` hears why; no call rejects for the server's sake.
 */
export class RedisRateLimiter extends RateLimiter {
  private readonly limiters = new Map<string, RateLimiterRedis>();

  constructor(
    private readonly client: Redis,
    private readonly fallback: RateLimiter,
    private readonly onFallback: (error: unknown) => void,
  ) {
    super();
  }

  override async consume(policy: RatePolicy, key: string, cost = 1): Promise<RateDecision> {
    const limiter = this.limiterOf(policy);
    checkedCost(cost);
    const limit = policy.points;
    try {
      const { remainingPoints, msBeforeNext } = await limiter.consume(key, cost);
      return { allowed: true, limit, remaining: remainingPoints, resetSeconds: secondsOf(msBeforeNext) };
    } catch (reason) {
      if (reason instanceof RateLimiterRes) {
        return { allowed: false, limit, remaining: 0, resetSeconds: secondsOf(reason.msBeforeNext) };
      }
      this.onFallback(reason);
      return this.fallback.consume(policy, key, cost);
    }
  }

  /** Forgets here and in the fallback. A server that fails keeps its count until the window ends. */
  override async reset(policy: RatePolicy, key: string): Promise<void> {
    const limiter = this.limiterOf(policy);
    await this.fallback.reset(policy, key);
    try {
      await limiter.delete(key);
    } catch (reason) {
      this.onFallback(reason);
    }
  }

  private limiterOf(policy: RatePolicy): RateLimiterRedis {
    const { name, points, windowSeconds } = checkedPolicy(policy);
    const id = `${points}/${windowSeconds}/${name}`;
    const limiter =
      this.limiters.get(id) ??
      new RateLimiterRedis({
        storeClient: this.client,
        keyPrefix: `rate:${encodeURIComponent(name)}`,
        points,
        duration: windowSeconds,
        rejectIfRedisNotReady: true,
        customIncrTtlLuaScript: CHARGE,
      });
    this.limiters.set(id, limiter);
    return limiter;
  }
}

function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

import type { Redis } from 'ioredis';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { CircuitBreaker, CircuitOpen, withDeadline } from '../../core/caching/index.js';
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

/** A caller does not wait longer than this for a count. */
const defaultAnswerMs = 50;

/**
 * Counts on a Redis server, together for all instances. When the server fails or does not answer within 50 ms, and for a second after three
 * such failures in a row, `fallback` decides (a `MemoryRateLimiter`: counts for this process, starting from nothing) and
 * `onFallback` hears why; no call rejects for the server's sake.
 */
export class RedisRateLimiter extends RateLimiter {
  private readonly limiters = new Map<string, RateLimiterRedis>();
  private readonly breaker = new CircuitBreaker({ failures: 3, pauseMs: 1_000 });

  constructor(
    private readonly client: Redis,
    private readonly fallback: RateLimiter,
    private readonly onFallback: (error: unknown) => void,
    private readonly answerMs = defaultAnswerMs,
  ) {
    super();
  }

  override async consume(policy: RatePolicy, key: string, cost = 1): Promise<RateDecision> {
    const limiter = this.limiterOf(policy);
    checkedCost(cost);
    const limit = policy.points;
    const counted = await this.ask(() => charge(limiter, key, cost));
    if (!counted) return this.fallback.consume(policy, key, cost);
    const allowed = counted.consumedPoints <= limit;
    return { allowed, limit, remaining: allowed ? counted.remainingPoints : 0, resetSeconds: secondsOf(counted.msBeforeNext) };
  }

  /** Forgets here and in the fallback. A server that fails keeps its count until the window ends. */
  override async reset(policy: RatePolicy, key: string): Promise<void> {
    const limiter = this.limiterOf(policy);
    await this.fallback.reset(policy, key);
    await this.ask(() => limiter.delete(key));
  }

  /** What the server answers in time; `undefined` when it does not. */
  private async ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.breaker.run(() => withDeadline(this.answerMs, () => new Error('Redis: no answer'), question));
    } catch (reason) {
      if (!(reason instanceof CircuitOpen)) this.onFallback(reason);
      return undefined;
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

/** The library rejects with the count of a call that is refused; that is an answer as well. */
function charge(limiter: RateLimiterRedis, key: string, cost: number): Promise<RateLimiterRes> {
  return limiter.consume(key, cost).catch((reason: unknown) => {
    if (reason instanceof RateLimiterRes) return reason;
    throw reason;
  });
}

function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

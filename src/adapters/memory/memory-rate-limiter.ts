import { LRUCache } from 'lru-cache';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { checkedCost, checkedPolicy, RateLimiter, type RateDecision, type RatePolicy } from '../../core/security/index.js';

/** Longest delay of a Node timer; the library ends a window by a timer and would end longer ones at once. */
const MAX_WINDOW_SECONDS = 2_147_483;

const defaultMaxKeys = 50_000;

interface Counted {
  readonly limiter: RateLimiterMemory;
  readonly key: string;
}

/**
 * Counts for this process alone. Ended windows are removed by the library's own timers, which keep no process alive. Of more than `maxKeys` keys
 * the one that was not asked about for longest is forgotten, so that strangers with many addresses cannot fill the memory.
 */
export class MemoryRateLimiter extends RateLimiter {
  private readonly limiters = new Map<string, RateLimiterMemory>();
  private readonly counted: LRUCache<string, Counted>;
  private turn: Promise<unknown> = Promise.resolve();

  constructor({ maxKeys = defaultMaxKeys }: { readonly maxKeys?: number } = {}) {
    super();
    this.counted = new LRUCache({
      max: maxKeys,
      dispose: ({ limiter, key }, _id, reason) => {
        if (reason === 'evict') void limiter.delete(key);
      },
    });
  }

  override async consume(policy: RatePolicy, key: string, cost = 1): Promise<RateDecision> {
    const limiter = this.limiterOf(policy);
    checkedCost(cost);
    // The library charges refused calls too. Looking first needs that nobody comes between look and charge: one at a time.
    const decision = this.turn.then(() => this.decide(limiter, policy, key, cost));
    this.turn = decision.then(
      () => undefined,
      () => undefined, // the caller has it
    );
    return decision;
  }

  override async reset(policy: RatePolicy, key: string): Promise<void> {
    await this.limiterOf(policy).delete(key);
  }

  private async decide(limiter: RateLimiterMemory, policy: RatePolicy, key: string, cost: number): Promise<RateDecision> {
    const { points: limit, windowSeconds } = policy;
    const now = await limiter.get(key);
    const stands = now !== null && now.msBeforeNext > 0;
    const used = stands ? now.consumedPoints : 0;
    if (used + cost > limit) {
      return { allowed: false, limit, remaining: 0, resetSeconds: stands ? secondsOf(now.msBeforeNext) : windowSeconds };
    }
    limiter.points = limit;
    limiter.duration = windowSeconds;
    this.counted.set(`${policy.name.length}|${policy.name}|${key}`, { limiter, key });
    const { remainingPoints, msBeforeNext } = await limiter.consume(key, cost);
    return { allowed: true, limit, remaining: remainingPoints, resetSeconds: secondsOf(msBeforeNext) };
  }

  /** One counter a name, whatever its points: each call is judged by the policy it brings. */
  private limiterOf(policy: RatePolicy): RateLimiterMemory {
    const { name, points, windowSeconds } = checkedPolicy(policy);
    if (windowSeconds > MAX_WINDOW_SECONDS) throw new RangeError('MemoryRateLimiter: a window lasts at most 24 days');
    const limiter = this.limiters.get(name) ?? new RateLimiterMemory({ keyPrefix: '', points, duration: windowSeconds });
    this.limiters.set(name, limiter);
    return limiter;
  }
}

function secondsOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

import type { RatePolicy } from './ports/rate-limiter.js';

/** Throws RangeError unless points and window are whole numbers above 0 and the name is not empty. */
export function checkedPolicy(policy: RatePolicy): RatePolicy {
  const { name, points, windowSeconds } = policy;
  if (!name) throw new RangeError('RateLimiter: a policy needs a name');
  if (!Number.isSafeInteger(points) || points < 1) throw new RangeError('RateLimiter: points must be a whole number above 0');
  if (!Number.isSafeInteger(windowSeconds) || windowSeconds < 1) {
    throw new RangeError('RateLimiter: windowSeconds must be a whole number above 0');
  }
  return policy;
}

/** Throws RangeError unless the cost is a whole number above 0. */
export function checkedCost(cost: number): number {
  if (!Number.isSafeInteger(cost) || cost < 1) throw new RangeError('RateLimiter: cost must be a whole number above 0');
  return cost;
}

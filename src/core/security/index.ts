export { RateLimiter, type RateDecision, type RatePolicy } from './ports/rate-limiter.js';
export { checkedCost, checkedPolicy } from './rate-arguments.js';

export { RateLimiter, type RateDecision, type RatePolicy } from './ports/rate-limiter.js';

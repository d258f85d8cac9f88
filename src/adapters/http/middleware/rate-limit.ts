import type { RequestHandler, Response } from 'express';
import type { RateDecision, RateLimiter, RatePolicy } from '../../../core/security/index.js';
import { RequestError } from '../errors/request-error.js';

/** `RateLimit-Policy` and `RateLimit` of draft-ietf-httpapi-ratelimit-headers-10; the policy that is nearest to its end is the one shown. */
function show(res: Response, policy: RatePolicy, decision: RateDecision): void {
  res.setHeader('ratelimit-policy', `"${policy.name}";q=${decision.limit};w=${policy.windowSeconds}`);
  res.setHeader('ratelimit', `"${policy.name}";r=${decision.remaining};t=${decision.resetSeconds}`);
}

/** Counts one call. Throws RATE_LIMITED with `Retry-After` when there were too many. */
export async function countCall(limiter: RateLimiter, policy: RatePolicy, key: string, res: Response): Promise<void> {
  const decision = await limiter.consume(policy, key);
  show(res, policy, decision);
  if (!decision.allowed) {
    throw new RequestError('RATE_LIMITED', `Too many requests; try again in ${decision.resetSeconds} s`, {
      'retry-after': String(decision.resetSeconds),
    });
  }
}

/** The limit on everything that one address asks for. */
export function globalRateLimit(limiter: RateLimiter, policy: RatePolicy): RequestHandler {
  return (req, res, next) => {
    countCall(limiter, policy, req.ip ?? 'unknown', res).then(() => next(), next);
  };
}

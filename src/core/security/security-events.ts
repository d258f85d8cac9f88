import { cacheTags, type Invalidations } from '../caching/index.js';
import type { PolicyName } from './policy-table.js';

export const securityEvents = {
  rateLimitChanged: 'security.rate-limit-changed',
  rateLimitReset: 'security.rate-limit-reset',
} as const;

/** An administrator (`userId`) set a limit. */
export type RateLimitChanged = { policy: PolicyName; points: number; windowSeconds: number; userId: string };
/** An administrator took back what was set: the configuration holds again. */
export type RateLimitReset = { policy: PolicyName; userId: string };

export type SecurityEvents = {
  readonly [securityEvents.rateLimitChanged]: RateLimitChanged;
  readonly [securityEvents.rateLimitReset]: RateLimitReset;
};

export const securityInvalidations: Invalidations<SecurityEvents> = {
  [securityEvents.rateLimitChanged]: () => [cacheTags.rateLimits],
  [securityEvents.rateLimitReset]: () => [cacheTags.rateLimits],
};

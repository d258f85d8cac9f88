import type { RateOverride } from './ports/rate-overrides.js';
import { type CountedBy, type PolicyName, type Rate, ratePolicies, type Rates } from './policy-table.js';
import { RateLimitNotFound } from './security.errors.js';

/** A policy as it holds, and as it would without an administrator. */
export interface RateLimitView extends Rate {
  readonly policy: PolicyName;
  readonly countedBy: CountedBy;
  readonly configured: Rate;
  /** Absent where the configuration holds. */
  readonly override?: RateOverride;
}

/** Throws RateLimitNotFound. */
export function policyNamed(name: string): PolicyName {
  if (!Object.hasOwn(ratePolicies, name)) throw new RateLimitNotFound(name);
  return name as PolicyName;
}

export function rateLimitView(policy: PolicyName, rates: Rates, override: RateOverride | undefined): RateLimitView {
  const configured = rates[policy];
  const { points, windowSeconds } = override ?? configured;
  return { policy, countedBy: ratePolicies[policy], points, windowSeconds, configured, ...(override ? { override } : {}) };
}

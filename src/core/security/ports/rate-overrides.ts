import type { PolicyName, Rate } from '../policy-table.js';

/** What an administrator set instead of the configuration. */
export interface RateOverride extends Rate {
  readonly policy: PolicyName;
  readonly changedAt: Date;
  /** Absent once that account is gone. */
  readonly changedBy?: string;
}

/** The limits that administrators changed; at most one for a policy. Kept for all instances. */
export abstract class RateOverrides {
  /** In no order. Policies that this version does not know are left out. */
  abstract all(): Promise<RateOverride[]>;
  /** Takes the place of an earlier one. */
  abstract set(override: RateOverride): Promise<void>;
  /** Whether there was one. */
  abstract remove(policy: PolicyName): Promise<boolean>;
}

import type { RateOverrides } from '../ports/rate-overrides.js';
import { policyNamed, type RateLimitView, rateLimitView } from '../rate-limit-view.js';
import { policyNames } from '../policy-table.js';
import type { RatePolicies } from '../rate-policies.js';

export class ListRateLimits {
  constructor(
    private readonly policies: RatePolicies,
    private readonly overrides: RateOverrides,
  ) {}

  /** All of them, as they were set last. */
  async execute(): Promise<RateLimitView[]> {
    const overrides = await this.overrides.all();
    return policyNames.map((name) => {
      const override = overrides.find(({ policy }) => policy === name);
      return rateLimitView(name, this.policies.configured, override);
    });
  }

  /** One of them. Throws RateLimitNotFound. */
  async one(name: string): Promise<RateLimitView> {
    const policy = policyNamed(name);
    const override = (await this.overrides.all()).find((one) => one.policy === policy);
    return rateLimitView(policy, this.policies.configured, override);
  }
}

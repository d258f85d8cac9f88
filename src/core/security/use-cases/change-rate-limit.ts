import type { AuditTrail } from '../../audit/index.js';
import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { RateOverride, RateOverrides } from '../ports/rate-overrides.js';
import { rateChange } from '../rate-change.js';
import { rateFaults } from '../rate-bounds.js';
import { policyNamed, type RateLimitView, rateLimitView } from '../rate-limit-view.js';
import type { Rate } from '../policy-table.js';
import type { RatePolicies } from '../rate-policies.js';
import { type RateLimitChanged, securityEvents } from '../security-events.js';
import { RateOutOfBounds } from '../security.errors.js';

/** Sets a limit instead of the configured one: here at once, on other instances when they hear of it. */
export class ChangeRateLimit {
  constructor(
    private readonly policies: RatePolicies,
    private readonly overrides: RateOverrides,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws RateLimitNotFound, RateOutOfBounds. */
  async execute({ userId }: Actor, name: string, { points, windowSeconds }: Rate): Promise<RateLimitView> {
    const policy = policyNamed(name);
    const { configured } = this.policies;
    const faults = rateFaults({ points, windowSeconds }, configured[policy]);
    if (Object.keys(faults).length > 0) throw new RateOutOfBounds(faults);
    const override: RateOverride = { policy, points, windowSeconds, changedAt: this.clock.now(), changedBy: userId };
    await this.transactions.run(async () => {
      await this.trail.record(await rateChange(policy, this.overrides, configured, override, userId));
      await this.overrides.set(override);
      const event: RateLimitChanged = { policy, points, windowSeconds, userId };
      await this.outbox.record(securityEvents.rateLimitChanged, event);
    });
    await this.policies.reload();
    return rateLimitView(policy, configured, override);
  }
}

import type { AuditTrail } from '../../audit/index.js';
import type { Actor, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { RateOverrides } from '../ports/rate-overrides.js';
import { policyNamed, type RateLimitView, rateLimitView } from '../rate-limit-view.js';
import type { RatePolicies } from '../rate-policies.js';
import { rateChange } from '../rate-change.js';
import { type RateLimitReset, securityEvents } from '../security-events.js';

/** Lets the configuration hold again. Repeating it changes nothing. */
export class ResetRateLimit {
  constructor(
    private readonly policies: RatePolicies,
    private readonly overrides: RateOverrides,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws RateLimitNotFound. */
  async execute({ userId }: Actor, name: string): Promise<RateLimitView> {
    const policy = policyNamed(name);
    const { configured } = this.policies;
    await this.transactions.run(async () => {
      const event: RateLimitReset = { policy, userId };
      const change = await rateChange(policy, this.overrides, configured, configured[policy], userId);
      if (!(await this.overrides.remove(policy))) return;
      await this.outbox.record(securityEvents.rateLimitReset, event);
      await this.trail.record(change);
    });
    await this.policies.reload();
    return rateLimitView(policy, configured, undefined);
  }
}

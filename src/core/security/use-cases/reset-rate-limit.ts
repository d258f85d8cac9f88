import type { Actor, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { RateOverrides } from '../ports/rate-overrides.js';
import { policyNamed, type RateLimitView, rateLimitView } from '../rate-limit-view.js';
import type { RatePolicies } from '../rate-policies.js';
import { type RateLimitReset, securityEvents } from '../security-events.js';

/** Lets the configuration hold again. Repeating it changes nothing. */
export class ResetRateLimit {
  constructor(
    private readonly policies: RatePolicies,
    private readonly overrides: RateOverrides,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
  ) {}

  /** Throws RateLimitNotFound. */
  async execute({ userId }: Actor, name: string): Promise<RateLimitView> {
    const policy = policyNamed(name);
    await this.transactions.run(async () => {
      const event: RateLimitReset = { policy, userId };
      if (await this.overrides.remove(policy)) await this.outbox.record(securityEvents.rateLimitReset, event);
    });
    await this.policies.reload();
    return rateLimitView(policy, this.policies.configured, undefined);
  }
}

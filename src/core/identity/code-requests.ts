import type { EventOutbox } from '../kernel/index.js';
import type { RateLimiter, RatePolicy } from '../security/index.js';
import { type CodeRequested, identityEvents } from './identity-events.js';

export type MailKind = 'registration' | 'verify_email' | 'reset_password';

const hour = (kind: MailKind): RatePolicy => ({ name: `identity-${kind}-hour`, points: 5, windowSeconds: 3_600 });
const minute = (kind: MailKind): RatePolicy => ({ name: `identity-${kind}-minute`, points: 1, windowSeconds: 60 });

/** Requests for mails with codes. Counted by verification ref, so the same for addresses with and without an account. */
export class CodeRequests {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly outbox: EventOutbox,
  ) {}

  /** Five times an hour for each kind of mail; codes that were asked for again, once a minute besides. */
  async mayMail(kind: MailKind, verificationRef: string): Promise<boolean> {
    for (const policy of kind === 'registration' ? [hour(kind)] : [minute(kind), hour(kind)]) {
      const { allowed } = await this.limiter.consume(policy, verificationRef);
      if (!allowed) return false;
    }
    return true;
  }

  /** Records the wish, or does nothing when the last one was too short ago. Says neither. */
  async request(wish: CodeRequested): Promise<void> {
    if (await this.mayMail(wish.purpose, wish.verificationRef)) await this.outbox.record(identityEvents.codeRequested, wish);
  }
}

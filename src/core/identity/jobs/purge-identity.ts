import type { RecurringJob } from '../../background/index.js';
import type { Clock } from '../../kernel/index.js';
import type { AccountRepository } from '../ports/account-repository.js';
import type { AttemptCounter } from '../ports/attempt-counter.js';
import type { OneTimeCodeRepository } from '../ports/one-time-code-repository.js';
import type { SessionRepository } from '../ports/session-repository.js';
import { later } from '../session.js';

const days = (count: number): number => count * 86_400;

/**
 * Removes what nobody needs any more: codes that are spent, sessions 30 days after their end, sign-in attempts after two days, and accounts that
 * were not verified within 7 days (their address and username are free again).
 */
export class PurgeIdentity implements RecurringJob {
  readonly name = 'identity.purge';
  readonly everySeconds = 3_600;

  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly codes: OneTimeCodeRepository,
    private readonly attempts: AttemptCounter,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    await this.accounts.removeUnverified(later(now, -days(7)), now);
    await this.codes.removeSpent(now);
    await this.sessions.removeEnded(later(now, -days(30)));
    await this.attempts.removeIdle(later(now, -days(2)));
  }
}

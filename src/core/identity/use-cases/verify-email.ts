import type { AuditTrail } from '../../audit/index.js';
import type { Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { isBanned } from '../account.js';
import type { CodeChecker } from '../code-checker.js';
import { AccountBanned, InvalidCode } from '../identity.errors.js';
import { identityEvents, type PersonVerified } from '../identity-events.js';
import type { AccountRepository } from '../ports/account-repository.js';
import type { Device, TokenPair } from '../session.js';
import type { SessionOpener } from '../session-opener.js';

/** The code from the mail proves the address and signs in. */
export class VerifyEmail {
  constructor(
    private readonly checker: CodeChecker,
    private readonly accounts: AccountRepository,
    private readonly opener: SessionOpener,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws InvalidCode, AccountBanned. */
  async execute(verificationRef: string, code: string, device: Device): Promise<{ userId: string; tokens: TokenPair }> {
    const proved = await this.checker.check(verificationRef, 'verify_email', code);
    const { userId } = proved;
    return this.transactions.run(async () => {
      await this.checker.spend(proved, 'verify_email');
      await this.accounts.markVerified(userId, this.clock.now());
      const account = await this.accounts.findById(userId);
      if (!account) throw new InvalidCode();
      if (isBanned(account, this.clock.now())) throw new AccountBanned(account.bannedUntil);
      const event: PersonVerified = { userId };
      await this.outbox.record(identityEvents.personVerified, event);
      const subject = { type: 'user', id: userId } as const;
      await this.trail.record({ kind: 'identity.email-verified', actorId: userId, subject });
      return { userId, tokens: await this.opener.open(userId, device) };
    });
  }
}

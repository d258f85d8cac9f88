import type { AuditTrail } from '../../audit/index.js';
import type { Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { CodeChecker } from '../code-checker.js';
import { InvalidCode } from '../identity.errors.js';
import { identityEvents, type PasswordChanged } from '../identity-events.js';
import { acceptPassword, refuseName } from '../password.js';
import type { AccountRepository } from '../ports/account-repository.js';
import type { CommonPasswords } from '../ports/common-passwords.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import type { SessionRepository } from '../ports/session-repository.js';

/** A code from the mail, and a new password: proves the address too, and ends every session. */
export class ResetPassword {
  constructor(
    private readonly checker: CodeChecker,
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly hasher: PasswordHasher,
    private readonly common: CommonPasswords,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws WeakPassword, InvalidCode. A password that only its owner's name makes weak costs an attempt, not the code. */
  async execute(verificationRef: string, code: string, newPassword: string): Promise<void> {
    const password = acceptPassword(newPassword, this.common);
    const proved = await this.checker.check(verificationRef, 'reset_password', code);
    const { userId } = proved;
    const account = await this.accounts.findById(userId);
    if (!account) throw new InvalidCode();
    refuseName(password, account);
    const hash = await this.hasher.hash(password);
    await this.transactions.run(async () => {
      const at = this.clock.now();
      await this.checker.spend(proved, 'reset_password');
      await this.accounts.replacePassword(userId, hash, at);
      await this.accounts.markVerified(userId, at);
      await this.sessions.revokeAll(userId, 'password-reset', at);
      const event: PasswordChanged = { userId, how: 'reset' };
      await this.outbox.record(identityEvents.passwordChanged, event);
      const subject = { type: 'user', id: userId } as const;
      await this.trail.record({ kind: 'identity.password-changed', actorId: userId, subject, facts: { how: 'reset' } });
    });
  }
}

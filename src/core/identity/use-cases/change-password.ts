import type { AuditTrail } from '../../audit/index.js';
import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { RateLimiter } from '../../security/index.js';
import { TooManyAttempts, Unauthenticated, WrongPassword } from '../identity.errors.js';
import { identityEvents, type PasswordChanged } from '../identity-events.js';
import { acceptPassword, normalizePassword } from '../password.js';
import type { AccountRepository } from '../ports/account-repository.js';
import type { CommonPasswords } from '../ports/common-passwords.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import type { SessionRepository } from '../ports/session-repository.js';

/** Whoever holds a stolen access token must not find out the password with it. */
const guesses = { name: 'identity-change-password', points: 10, windowSeconds: 3_600 };

/**
 * Sets a new password and ends every session, the one that asked included: the client signs out after it, and a session it only forgets would
 * otherwise live on for days in the hands of whoever copied its token.
 */
export class ChangePassword {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly hasher: PasswordHasher,
    private readonly common: CommonPasswords,
    private readonly limiter: RateLimiter,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws WrongPassword, WeakPassword, TooManyAttempts. */
  async execute({ userId }: Actor, currentPassword: string, newPassword: string): Promise<void> {
    const account = await this.accounts.findById(userId);
    if (!account) throw new Unauthenticated();
    const password = acceptPassword(newPassword, this.common, account);
    const { allowed, resetSeconds } = await this.limiter.consume(guesses, userId);
    if (!allowed) throw new TooManyAttempts(resetSeconds);
    if (!(await this.hasher.verify(normalizePassword(currentPassword), account.passwordHash))) throw new WrongPassword();
    const hash = await this.hasher.hash(password);
    await this.transactions.run(async () => {
      const at = this.clock.now();
      if (!(await this.accounts.replacePassword(userId, hash, at, account.passwordHash))) throw new WrongPassword();
      await this.sessions.revokeAll(userId, 'password-changed', at);
      const event: PasswordChanged = { userId, how: 'changed' };
      await this.outbox.record(identityEvents.passwordChanged, event);
      const subject = { type: 'user', id: userId } as const;
      await this.trail.record({ kind: 'identity.password-changed', actorId: userId, subject, facts: { how: 'changed' } });
    });
    await this.limiter.reset(guesses, userId);
  }
}

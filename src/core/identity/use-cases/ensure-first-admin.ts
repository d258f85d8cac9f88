import type { AuditTrail } from '../../audit/index.js';
import {
  type Clock,
  DomainError,
  type EventOutbox,
  type IdGenerator,
  type Role,
  type TransactionRunner,
} from '../../kernel/index.js';
import { type Account, isVerified, type NewAccount } from '../account.js';
import { normalizeEmail } from '../email-address.js';
import { type AdminEnsured, identityEvents } from '../identity-events.js';
import type { IdentityKeys } from '../identity-keys.js';
import { acceptPassword } from '../password.js';
import type { AccountRepository } from '../ports/account-repository.js';
import type { CommonPasswords } from '../ports/common-passwords.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import { isReservedUsername } from '../username.js';
import { verificationRefOf } from '../verification-ref.js';

/** What became of the wish: an account was made, an existing one became an administrator, or it was one already. */
export type FirstAdmin = 'created' | 'promoted' | 'unchanged';

/**
 * The administrator that the configuration names. Doing it again changes nothing; a password changed since then stays. An account that somebody
 * registered for the address without ever proving it gets the configured password.
 */
export class EnsureFirstAdmin {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly hasher: PasswordHasher,
    private readonly common: CommonPasswords,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly keys: IdentityKeys,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws WeakPassword, when the password is needed; VALIDATION_FAILED for what is no e-mail address. */
  async execute(typedEmail: string, typedPassword: string): Promise<FirstAdmin> {
    const email = normalizeEmail(typedEmail);
    if (email === undefined) throw new DomainError('VALIDATION_FAILED', 'The e-mail address of the first administrator is none');
    const known = await this.accounts.findByEmail(email);
    if (known) return this.#promote(known, typedPassword);
    const passwordHash = await this.#hash(typedPassword, email);
    for (let number = 1; number <= 100; number += 1) {
      if (await this.#create(email, usernameFrom(email, number), passwordHash)) return 'created';
      const other = await this.accounts.findByEmail(email);
      if (other) return this.#promote(other, typedPassword);
    }
    throw new Error('No username is free for the first administrator');
  }

  async #create(email: string, username: string, passwordHash: string): Promise<boolean> {
    if (isReservedUsername(username)) return false;
    const at = this.clock.now();
    const verificationRef = verificationRefOf(email, this.keys);
    const names = { email, username, fullName: username, phone: null, passwordHash, verificationRef };
    const account: NewAccount = { ...names, id: this.ids.next(), role: 'ADMIN', emailVerifiedAt: at, createdAt: at };
    return this.transactions.run(async () => {
      const added = await this.accounts.addIfFree(account);
      if (added) await this.#record(account.id, undefined);
      return added;
    });
  }

  async #promote(account: Account, typedPassword: string): Promise<FirstAdmin> {
    if (account.role === 'ADMIN' && isVerified(account)) return 'unchanged';
    const hash = isVerified(account) ? undefined : await this.#hash(typedPassword, account.email);
    const at = this.clock.now();
    await this.transactions.run(async () => {
      if (hash !== undefined) await this.accounts.replacePassword(account.id, hash, at);
      await this.accounts.markVerified(account.id, at);
      await this.accounts.setRole(account.id, 'ADMIN', at);
      await this.#record(account.id, account.role);
    });
    return 'promoted';
  }

  async #record(userId: string, before: Role | undefined): Promise<void> {
    const event: AdminEnsured = { userId };
    await this.outbox.record(identityEvents.adminEnsured, event);
    await this.trail.record({
      kind: 'identity.role-changed',
      subject: { type: 'user', id: userId },
      ...(before ? { before: { role: before } } : {}),
      after: { role: 'ADMIN' },
    });
  }

  #hash(typedPassword: string, email: string): Promise<string> {
    return this.hasher.hash(acceptPassword(typedPassword, this.common, { email, username: usernameFrom(email, 1) }));
  }
}

/** `first.last@…` -> `first_last`, then `first_last_2` and so on; within the rules of usernames. */
function usernameFrom(email: string, number: number): string {
  const local = email.slice(0, email.lastIndexOf('@'));
  const base = local.replace(/[^A-Za-z0-9_]+/g, '_').slice(0, 24);
  const padded = base.length < 3 ? `${base}_admin` : base;
  return number === 1 ? padded : `${padded}_${number}`;
}

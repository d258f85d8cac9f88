import type { AuditTrail } from '../../audit/index.js';
import type { Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../kernel/index.js';
import { type Account, isVerified, type NewAccount, noPassword, placeholderEmail } from '../account.js';
import type { CodeRequests } from '../code-requests.js';
import { UsernameReserved, UsernameTaken } from '../identity.errors.js';
import { identityEvents, type MailLanguage, type RegistrationRequested } from '../identity-events.js';
import type { IdentityKeys } from '../identity-keys.js';
import { acceptPassword } from '../password.js';
import type { AccountRepository } from '../ports/account-repository.js';
import type { CommonPasswords } from '../ports/common-passwords.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import { isReservedUsername } from '../username.js';
import { verificationRefOf } from '../verification-ref.js';

export interface Registration {
  /** Normalised. */
  readonly email: string;
  readonly password: string;
  readonly username: string;
  readonly fullName: string;
  readonly phone: string | null;
  readonly language: MailLanguage;
}

/**
 * Signs up. Nobody learns here whether an address has an account, not by repeating either: a registration for a taken address is kept like a new
 * one, under a placeholder address that nobody can prove, so that its username is gone and its password answers "not verified" just the same; the
 * owner gets a mail. Placeholders go with the accounts that were never verified.
 *
 * An unverified account keeps its first username. Registered again with another password, it has none any more until a reset: otherwise whoever
 * registered a stranger's address first would know the password of the account that the stranger confirms later.
 */
export class RegisterPerson {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly hasher: PasswordHasher,
    private readonly common: CommonPasswords,
    private readonly mails: CodeRequests,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly keys: IdentityKeys,
    private readonly trail: AuditTrail,
  ) {}

  /** The verification ref of the address. Throws UsernameReserved, UsernameTaken, WeakPassword. */
  async execute(registration: Registration): Promise<string> {
    const { email, username, language } = registration;
    if (isReservedUsername(username)) throw new UsernameReserved();
    const password = acceptPassword(registration.password, this.common, registration);
    if (await this.accounts.isUsernameTaken(username)) throw new UsernameTaken();

    const verificationRef = verificationRefOf(email, this.keys);
    const target = await this.#target(email, verificationRef);
    const samePassword = await this.hasher.verify(password, target.pending?.passwordHash);
    const passwordHash = await this.hasher.hash(password);
    const mayMailAgain = await this.mails.mayMail('registration', verificationRef);

    await this.transactions.run(async () => {
      const account = this.#account(registration, { ...target, passwordHash });
      const isNew = await this.accounts.addIfFree(account);
      if (!isNew) await this.#joinPending(account, target.pending, samePassword);
      const event: RegistrationRequested = { email, language };
      const isFirst = isNew && target.email === email;
      if (isFirst || mayMailAgain) await this.outbox.record(identityEvents.registrationRequested, event);
      const who = isFirst ? ({ actorId: account.id, subject: { type: 'user', id: account.id } } as const) : {};
      await this.trail.record({ kind: 'identity.registered', ...who, facts: { isNew: isFirst } });
    });
    return verificationRef;
  }

  /** Under which address this registration is kept, and what is kept there already. Asks the same of the database whatever the answer. */
  async #target(email: string, ref: string): Promise<{ email: string; ref: string; pending: Account | undefined }> {
    const holder = await this.accounts.findByEmail(email);
    const placeholder = await this.accounts.findByEmail(placeholderEmail(ref));
    if (!holder || !isVerified(holder)) return { email, ref, pending: holder };
    return { email: placeholderEmail(ref), ref: this.ids.next(), pending: placeholder };
  }

  #account(
    { username, fullName, phone }: Registration,
    { email, ref, passwordHash }: { email: string; ref: string; passwordHash: string },
  ): NewAccount {
    const createdAt = this.clock.now();
    const id = this.ids.next();
    return {
      id,
      email,
      username,
      fullName,
      phone,
      passwordHash,
      createdAt,
      role: 'USER',
      verificationRef: ref,
      emailVerifiedAt: null,
    };
  }

  /** The address, or the username, went to somebody else meanwhile or before. Throws UsernameTaken. */
  async #joinPending(account: NewAccount, seen: Account | undefined, samePassword: boolean): Promise<void> {
    const held = await this.accounts.addIfFree({
      ...account,
      id: this.ids.next(),
      email: placeholderEmail(this.ids.next()),
      verificationRef: this.ids.next(),
      passwordHash: noPassword,
      fullName: account.username,
      phone: null,
    });
    if (!held) throw new UsernameTaken();
    const pending = await this.accounts.findByEmail(account.email);
    const knowsPassword = samePassword && pending?.passwordHash === seen?.passwordHash;
    if (pending && !isVerified(pending) && !knowsPassword) {
      await this.accounts.replacePassword(pending.id, noPassword, account.createdAt, pending.passwordHash);
    }
  }
}

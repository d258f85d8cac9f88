import type { AuditTrail, SecurityEvents } from '../../audit/index.js';
import type { Clock, DomainError, TransactionRunner } from '../../kernel/index.js';
import { type Account, isBanned, isVerified, placeholderEmail } from '../account.js';
import { AccountBanned, EmailNotVerified, InvalidCredentials } from '../identity.errors.js';
import { accountMark } from '../account-mark.js';
import type { IdentityKeys } from '../identity-keys.js';
import { normalizePassword } from '../password.js';
import type { AccountRepository } from '../ports/account-repository.js';
import type { PasswordHasher } from '../ports/password-hasher.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { Device, TokenPair } from '../session.js';
import type { SessionOpener } from '../session-opener.js';
import type { SignInGuard } from '../sign-in-guard.js';
import { verificationRefOf } from '../verification-ref.js';

/** Signs in with e-mail and password. Every refusal costs two verifications, whatever its reason: the time tells nothing. */
export class SignIn {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly sessions: SessionRepository,
    private readonly hasher: PasswordHasher,
    private readonly guard: SignInGuard,
    private readonly opener: SessionOpener,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly keys: IdentityKeys,
    private readonly trail: AuditTrail,
    private readonly events: SecurityEvents,
  ) {}

  /** Throws InvalidCredentials, AccountBanned, EmailNotVerified, TooManyAttempts. `email` is normalised. */
  async execute(email: string, typedPassword: string, device: Device): Promise<{ userId: string; tokens: TokenPair }> {
    const account = await this.accounts.findByEmail(email);
    const knownHere = async (): Promise<boolean> =>
      account !== undefined && (await this.sessions.hasSignedInFrom(account.id, device.ip));
    await this.guard.enter(email, device.ip, knownHere);

    const password = normalizePassword(typedPassword);
    const isRight = await this.hasher.verify(password, account?.passwordHash);
    if (!account || !isRight || !isVerified(account) || isBanned(account, this.clock.now())) {
      throw this.#failed(email, account, await this.#refusal(email, password, device, isRight ? account : undefined));
    }
    const passwordHash = await this.#upToDateHash(account, password);
    const tokens = await this.transactions.run(async () => {
      if (!(await this.accounts.recordSignIn(account.id, passwordHash, this.clock.now()))) {
        throw this.#failed(email, account, new InvalidCredentials());
      }
      const subject = { type: 'user', id: account.id } as const;
      await this.trail.record({ kind: 'identity.signed-in', actorId: account.id, subject });
      return this.opener.open(account.id, device);
    });
    await this.guard.succeeded(email, device.ip);
    return { userId: account.id, tokens };
  }

  /** `account`: the password was its own. Otherwise it may be that of a registration kept under the placeholder of a taken address. */
  async #refusal(email: string, password: string, { ip }: Device, account: Account | undefined): Promise<DomainError> {
    const ref = verificationRefOf(email, this.keys);
    const placeholder = await this.accounts.findByEmail(placeholderEmail(ref));
    const isPlaceholders = await this.hasher.verify(password, account ? undefined : placeholder?.passwordHash);
    if (!account && !isPlaceholders) return new InvalidCredentials();
    await this.guard.succeeded(email, ip);
    if (account && isBanned(account, this.clock.now())) return new AccountBanned(account.bannedUntil);
    return new EmailNotVerified(ref);
  }

  /** Notes it, and gives the error back. */
  #failed(email: string, account: Account | undefined, error: DomainError): DomainError {
    this.events.note({
      kind: 'identity.sign-in-failed',
      ...(account ? { subject: { type: 'user', id: account.id } } : {}),
      facts: { account: accountMark(email, this.keys), reason: error.code },
    });
    return error;
  }

  /** Makes the hash anew where today's cost is higher than when it was made. */
  async #upToDateHash({ id, passwordHash }: Account, password: string): Promise<string> {
    if (!this.hasher.needsRehash(passwordHash)) return passwordHash;
    const fresh = await this.hasher.hash(password);
    return (await this.accounts.replacePassword(id, fresh, this.clock.now(), passwordHash)) ? fresh : passwordHash;
  }
}

import type { Role } from '../../kernel/index.js';
import type { Account, NewAccount } from '../account.js';

/**
 * People as sign-up and sign-in see them. E-mails are given normalised; usernames match whatever the letter case. Unknown ids give `undefined`
 * or `false`, never an error.
 */
export abstract class AccountRepository {
  abstract findById(id: string): Promise<Account | undefined>;
  abstract findByEmail(email: string): Promise<Account | undefined>;
  abstract findByVerificationRef(verificationRef: string): Promise<Account | undefined>;
  abstract isUsernameTaken(username: string): Promise<boolean>;
  /** False, and nothing stored, when e-mail, username or verification ref is taken. Of N at once exactly one gets true; none fails. */
  abstract addIfFree(account: NewAccount): Promise<boolean>;
  /** With `expected`, only if that is still the hash. False when nothing was replaced. */
  abstract replacePassword(id: string, hash: string, at: Date, expected?: string): Promise<boolean>;
  /** Marks the address as proved; one that was proved before keeps its time. */
  abstract markVerified(id: string, at: Date): Promise<void>;
  /**
   * Notes a sign-in with the password behind this hash. False when the password is another by now, or the person is banned or not verified.
   * Holds the account until the transaction ends: a password change either waits for this sign-in, or comes before it and makes it false.
   */
  abstract recordSignIn(id: string, passwordHash: string, at: Date): Promise<boolean>;
  abstract setRole(id: string, role: Role, at: Date): Promise<void>;
  /** Removes accounts made before `createdBefore` whose address was never proved and for which no code is alive at `now`. How many. */
  abstract removeUnverified(createdBefore: Date, now: Date): Promise<number>;
}

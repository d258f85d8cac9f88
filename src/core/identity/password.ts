import { WeakPassword } from './identity.errors.js';
import type { CommonPasswords } from './ports/common-passwords.js';

/** In code points after normalisation, as NIST SP 800-63B section 5.1.1.2 counts: a Georgian letter is one, whatever its bytes. */
export const passwordLength = { min: 8, max: 128 } as const;

/** What the owner of a password is called: a password may not be that. */
export interface PasswordOwner {
  readonly email: string;
  readonly username: string;
}

/**
 * The text that is hashed: every space an ordinary one, then NFC (OpaqueString of RFC 8265 section 4.2), so that two keyboards typing the same
 * letters make the same password. Letter case stays.
 */
export function normalizePassword(text: string): string {
  return text.replace(/\p{Zs}/gu, ' ').normalize('NFC');
}

/**
 * The normalised password, when it may be chosen: length, not a common one, not what its owner is called. No rules of composition (NIST SP
 * 800-63B advises against them). Throws WeakPassword. Without an owner the last rule waits until he is known.
 */
export function acceptPassword(text: string, common: CommonPasswords, owner?: PasswordOwner): string {
  const password = normalizePassword(text);
  const { length } = [...password];
  if (length < passwordLength.min) throw new WeakPassword(`must have at least ${passwordLength.min} characters`);
  if (length > passwordLength.max) throw new WeakPassword(`must have at most ${passwordLength.max} characters`);
  if (/\p{Cc}/u.test(password)) throw new WeakPassword('must not contain control characters');
  if (common.has(password)) throw new WeakPassword('is one of the most common ones; choose another');
  if (owner) refuseName(password, owner);
  return password;
}

export function refuseName(password: string, { email, username }: PasswordOwner): void {
  const typed = password.toLowerCase();
  const names = [email, email.slice(0, email.lastIndexOf('@')), username.toLowerCase()];
  if (names.includes(typed)) throw new WeakPassword('must not be your e-mail address or username');
}

import { createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import type { IdentityKeys } from './identity-keys.js';

export type CodePurpose = 'verify_email' | 'reset_password';

export const codeRules = { lifeSeconds: 10 * 60, maxAttempts: 5 } as const;

/** Six digits, every one of the million as likely as the next. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** What is kept of a code: worth nothing without the key (a million plain hashes are tried in no time), for another person or another purpose. */
export function codeHash(code: string, userId: string, purpose: CodePurpose, keys: IdentityKeys): string {
  return createHmac('sha256', keys.codes).update(`${purpose}|${userId}|${code}`).digest('hex');
}

/** Whether this is the code behind `hash`, in a time that does not depend on the answer. Without a hash: the same work, and false. */
export function codeMatches(
  code: string,
  kept: { readonly userId: string; readonly hash: string } | undefined,
  purpose: CodePurpose,
  keys: IdentityKeys,
): boolean {
  const given = Buffer.from(codeHash(code, kept?.userId ?? '', purpose, keys));
  const expected = Buffer.from(kept?.hash ?? '0'.repeat(given.length));
  return expected.length === given.length && timingSafeEqual(expected, given) && kept !== undefined;
}

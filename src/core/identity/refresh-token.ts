import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IdentityKeys } from './identity-keys.js';

export interface RefreshClaims {
  readonly sessionId: string;
  /** How many times the session's token has been rotated. */
  readonly counter: number;
}

const form = /^([A-Za-z0-9_-]{22})\.(0|[1-9]\d{0,8})\.[A-Za-z0-9_-]{43}$/;

/**
 * Refresh tokens: `<session id>.<counter>.<HMAC-SHA256>`, ids and MAC in base64url. Computed, not drawn: the current token of a session can be
 * answered again without being kept anywhere, and a forged or mangled one is refused without asking the database.
 */
export function mintRefreshToken({ sessionId, counter }: RefreshClaims, keys: IdentityKeys): string {
  const id = Buffer.from(sessionId.replaceAll('-', ''), 'hex').toString('base64url');
  const mac = createHmac('sha256', keys.refreshTokens).update(`${id}.${counter}`).digest('base64url');
  return `${id}.${counter}.${mac}`;
}

/** What a token says, when we made it; `undefined` for anything else. Says nothing about the session being alive. */
export function readRefreshToken(token: string, keys: IdentityKeys): RefreshClaims | undefined {
  const [, id, counter] = form.exec(token) ?? [];
  if (id === undefined || counter === undefined) return undefined;
  const hex = Buffer.from(id, 'base64url').toString('hex');
  const sessionId = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  const claims = { sessionId, counter: Number(counter) };
  const genuine = Buffer.from(mintRefreshToken(claims, keys));
  const given = Buffer.from(token);
  return given.length === genuine.length && timingSafeEqual(given, genuine) ? claims : undefined;
}

/** What the session row keeps of its current token. The token holds 256 bits of MAC: a plain hash cannot be turned back. */
export function refreshTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

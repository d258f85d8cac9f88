/** Where a session was begun. */
export interface Device {
  readonly ip: string;
  readonly userAgent: string | undefined;
}

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly refreshHash: string;
  readonly device: Device;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** A session that is alive, as its owner sees it. */
export interface Session {
  readonly id: string;
  readonly createdAt: Date;
  /** Of the last sign-in or refresh. */
  readonly lastUsedAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** What a refresh has to know. */
export interface SessionState {
  readonly userId: string;
  readonly counter: number;
  readonly rotatedAt: Date;
  /** Neither revoked nor expired, and its person not banned. */
  readonly open: boolean;
}

export type RevocationReason =
  'sign-out' | 'ended' | 'reuse' | 'password-changed' | 'password-reset' | 'banned' | 'account-deleted';

export interface TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface SessionRules {
  /** A session ends this long after its last rotation (sliding). */
  readonly lifeSeconds: number;
  /** How long after a rotation the token before it still answers with the current one. 0: never. */
  readonly graceSeconds: number;
}

export const later = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1_000);

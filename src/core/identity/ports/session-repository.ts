import type { NewSession, RevocationReason, Session, SessionState } from '../session.js';

export interface Rotation {
  readonly id: string;
  /** The counter and hash of the token presented. */
  readonly counter: number;
  readonly hash: string;
  readonly nextHash: string;
  readonly at: Date;
  readonly expiresAt: Date;
}

/** Sign-ins that last. A session is open until it is revoked, expires, or its person is banned. */
export abstract class SessionRepository {
  abstract add(session: NewSession): Promise<void>;
  abstract find(id: string, at: Date): Promise<SessionState | undefined>;
  /**
   * Makes the next token current and puts off the end, if the session is open and the token presented is its current one. Its person's id then,
   * otherwise `undefined`. Of N at once with the same token exactly one succeeds.
   */
  abstract rotate(rotation: Rotation): Promise<string | undefined>;
  /** Ends one open session, of this person. False when it is none of his, or over. */
  abstract revoke(id: string, userId: string, reason: RevocationReason, at: Date): Promise<boolean>;
  /** Ends all open sessions of a person, but `exceptId`. How many. */
  abstract revokeAll(userId: string, reason: RevocationReason, at: Date, exceptId?: string): Promise<number>;
  /** The open ones, the last used first. */
  abstract listOpen(userId: string, at: Date): Promise<Session[]>;
  /** Whether this person has ever signed in from this address, of IPv6 from its /64 (devices change the rest daily, RFC 8981), as far as sessions are kept. */
  abstract hasSignedInFrom(userId: string, ip: string): Promise<boolean>;
  /** Removes sessions that were over before `endedBefore`. How many. */
  abstract removeEnded(endedBefore: Date): Promise<number>;
}

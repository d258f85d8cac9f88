const second = 1_000;
const accessMs = 900 * second;
const lifeMs = 7 * 86_400 * second;
const graceMs = 60 * second;

export interface ModelSession {
  readonly owner: ModelPerson;
  /** By counter, as far as an answer with it came: a lost one leaves a hole. */
  readonly refreshTokens: (string | undefined)[];
  readonly accessTokens: { readonly token: string; readonly endsAt: number }[];
  /** Which refresh token the client has. Behind the last one after a lost reply. */
  held: number;
  rotatedAt: number;
  endsAt: number;
  revoked: boolean;
}

export interface ModelPerson {
  readonly id: string;
  readonly email: string;
  password: string;
  banned: boolean;
  readonly sessions: ModelSession[];
}

export type Refreshing = 'rotates' | 'repeats' | 'ends the session' | 'is refused';

/**
 * Which tokens work, in a few lines: what docs/SECURITY.md promises of sessions, not how it is done. Times in ms; the lifetimes are the usual ones
 * of docs/ENVIRONMENT.md.
 */
export const rules = {
  begin(owner: ModelPerson, now: number): ModelSession {
    const times = { rotatedAt: now, endsAt: now + lifeMs };
    const session = { owner, refreshTokens: [], accessTokens: [], held: 0, revoked: false, ...times };
    owner.sessions.push(session);
    return session;
  },

  isOpen: ({ owner, revoked, endsAt }: ModelSession, now: number): boolean => !owner.banned && !revoked && now < endsAt,

  opens(session: ModelSession, at: number, now: number): boolean {
    return rules.isOpen(session, now) && now < (session.accessTokens[at]?.endsAt ?? 0);
  },

  /** What becomes of the refresh token with this counter. */
  refreshing(session: ModelSession, counter: number, now: number): Refreshing {
    const last = session.refreshTokens.length - 1;
    if (!rules.isOpen(session, now)) return 'is refused';
    if (counter === last) return 'rotates';
    return counter === last - 1 && now < session.rotatedAt + graceMs ? 'repeats' : 'ends the session';
  },

  rotate(session: ModelSession, now: number): void {
    session.refreshTokens.push(undefined);
    session.rotatedAt = now;
    session.endsAt = now + lifeMs;
  },

  /** An access token that was given now. */
  keep(session: ModelSession, token: string, now: number): void {
    session.accessTokens.push({ token, endsAt: now + accessMs });
  },

  endAll(person: ModelPerson, except?: ModelSession): void {
    for (const session of person.sessions) if (session !== except) session.revoked = true;
  },
};

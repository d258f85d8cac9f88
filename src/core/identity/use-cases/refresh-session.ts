import type { AuditTrail } from '../../audit/index.js';
import type { Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { RateLimiter } from '../../security/index.js';
import { InvalidRefreshToken, TooManyAttempts } from '../identity.errors.js';
import { identityEvents, type RefreshTokenReused } from '../identity-events.js';
import type { IdentityKeys } from '../identity-keys.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { TokenIssuer } from '../ports/token-issuer.js';
import { mintRefreshToken, readRefreshToken, type RefreshClaims, refreshTokenHash } from '../refresh-token.js';
import { later, type SessionRules, type SessionState, type TokenPair } from '../session.js';

/** A client that answers every 401 by refreshing, for ever, is slowed down here. */
const perSession = { name: 'identity-refresh', points: 60, windowSeconds: 60 };

/**
 * New tokens for an old refresh token. Each use rotates it. The one before the current answers, for a short time, with the current one again: a
 * lost reply, two tabs and many requests at once stay one chain. Anything older was copied: the session ends and its owner is told (RFC 9700
 * section 4.14.2). The session's end moves with each rotation.
 */
export class RefreshSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly tokens: TokenIssuer,
    private readonly limiter: RateLimiter,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly keys: IdentityKeys,
    private readonly rules: SessionRules,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws InvalidRefreshToken, TooManyAttempts. */
  async execute(refreshToken: string): Promise<TokenPair> {
    const claims = readRefreshToken(refreshToken, this.keys);
    if (!claims) throw new InvalidRefreshToken();
    const { allowed, resetSeconds } = await this.limiter.consume(perSession, claims.sessionId);
    if (!allowed) throw new TooManyAttempts(resetSeconds);

    const next = { ...claims, counter: claims.counter + 1 };
    const nextToken = mintRefreshToken(next, this.keys);
    const at = this.clock.now();
    const userId = await this.sessions.rotate({
      id: claims.sessionId,
      counter: claims.counter,
      hash: refreshTokenHash(refreshToken),
      nextHash: refreshTokenHash(nextToken),
      at,
      expiresAt: later(at, this.rules.lifeSeconds),
    });
    return this.#pair(userId ?? (await this.#ownerOfRecent(claims, at)), claims.sessionId, nextToken);
  }

  /** The session's person, when the token presented is the one before the current and the rotation was a moment ago. */
  async #ownerOfRecent(claims: RefreshClaims, at: Date): Promise<string> {
    const state = await this.sessions.find(claims.sessionId, at);
    if (!state?.open || claims.counter >= state.counter) throw new InvalidRefreshToken();
    const graceEnds = later(state.rotatedAt, this.rules.graceSeconds);
    if (claims.counter === state.counter - 1 && at < graceEnds) return state.userId;
    await this.#endCopied(claims.sessionId, state, at);
    throw new InvalidRefreshToken();
  }

  async #endCopied(sessionId: string, { userId }: SessionState, at: Date): Promise<void> {
    await this.transactions.run(async () => {
      if (!(await this.sessions.revoke(sessionId, userId, 'reuse', at))) return;
      const event: RefreshTokenReused = { userId, sessionId };
      await this.outbox.record(identityEvents.refreshTokenReused, event);
      const subject = { type: 'session', id: sessionId } as const;
      await this.trail.record({ kind: 'identity.refresh-token-reused', actorId: userId, subject });
    });
  }

  async #pair(userId: string, sessionId: string, refreshToken: string): Promise<TokenPair> {
    return { accessToken: await this.tokens.issue({ userId, sessionId }), refreshToken };
  }
}

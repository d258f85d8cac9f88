import type { Clock, IdGenerator } from '../kernel/index.js';
import type { IdentityKeys } from './identity-keys.js';
import type { SessionRepository } from './ports/session-repository.js';
import type { TokenIssuer } from './ports/token-issuer.js';
import { mintRefreshToken, refreshTokenHash } from './refresh-token.js';
import { type Device, later, type SessionRules, type TokenPair } from './session.js';

/** Begins a session and gives its first tokens. */
export class SessionOpener {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly tokens: TokenIssuer,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly keys: IdentityKeys,
    private readonly rules: SessionRules,
  ) {}

  async open(userId: string, device: Device): Promise<TokenPair> {
    const sessionId = this.ids.next();
    const createdAt = this.clock.now();
    const refreshToken = mintRefreshToken({ sessionId, counter: 0 }, this.keys);
    await this.sessions.add({
      id: sessionId,
      userId,
      refreshHash: refreshTokenHash(refreshToken),
      device,
      createdAt,
      expiresAt: later(createdAt, this.rules.lifeSeconds),
    });
    return { accessToken: await this.tokens.issue({ userId, sessionId }), refreshToken };
  }
}

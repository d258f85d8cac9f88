import { createSecretKey, type KeyObject } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { type AccessClaims, TokenIssuer } from '../../core/identity/index.js';
import type { Clock } from '../../core/kernel/index.js';

const algorithm = 'HS256';
const type = 'at+jwt';

export interface JoseTokenIssuerOptions {
  readonly secret: string;
  readonly issuer: string;
  readonly audience: string;
  readonly lifeSeconds: number;
}

/** JWT access tokens (RFC 7519, typed as in RFC 9068, checked as RFC 8725 asks: one algorithm, issuer, audience, type and expiry). */
export class JoseTokenIssuer extends TokenIssuer {
  readonly #key: KeyObject;

  constructor(
    private readonly options: JoseTokenIssuerOptions,
    private readonly clock: Clock,
  ) {
    super();
    this.#key = createSecretKey(Buffer.from(options.secret));
  }

  override issue({ userId, sessionId }: AccessClaims): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1_000);
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: algorithm, typ: type })
      .setSubject(userId)
      .setIssuer(this.options.issuer)
      .setAudience(this.options.audience)
      .setIssuedAt(now)
      .setExpirationTime(now + this.options.lifeSeconds)
      .sign(this.#key);
  }

  override async verify(token: string): Promise<AccessClaims | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [algorithm],
        typ: type,
        issuer: this.options.issuer,
        audience: this.options.audience,
        requiredClaims: ['sub', 'sid', 'exp'],
        currentDate: this.clock.now(),
      });
      const { sub, sid } = payload;
      return typeof sub === 'string' && typeof sid === 'string' ? { userId: sub, sessionId: sid } : undefined;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

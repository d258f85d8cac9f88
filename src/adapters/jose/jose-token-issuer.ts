import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { type AccessClaims, TokenIssuer } from '../../core/identity/index.js';
import type { Clock } from '../../core/kernel/index.js';
import { AccessKeys } from './access-keys.js';

const algorithm = 'HS256';
const type = 'at+jwt';
/** How far the clock of the instance that made a token may be ahead of ours (RFC 7519 section 4.1.5: no more than a few minutes). */
const skewSeconds = 30;
/** Ours are half as long. Nothing longer, or spelt otherwise, is decoded at all. */
const form = /^[\w-]{1,200}\.[\w-]{1,800}\.[\w-]{43}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface JoseTokenIssuerOptions {
  /** Signs, and verifies. */
  readonly secret: string;
  /** Verify only: the one before, or the next one. */
  readonly acceptedSecrets: readonly string[];
  readonly issuer: string;
  readonly audience: string;
  readonly lifeSeconds: number;
}

/**
 * JWT access tokens (RFC 7519, typed as in RFC 9068), checked as RFC 8725 asks: one algorithm, whatever the token says; a key of ours by its `kid`;
 * issuer, audience, type, beginning and end. A token that seems to begin in the future is taken within `skewSeconds`; the end has no such grace.
 */
export class JoseTokenIssuer extends TokenIssuer {
  readonly #keys: AccessKeys;

  constructor(
    private readonly options: JoseTokenIssuerOptions,
    private readonly clock: Clock,
  ) {
    super();
    this.#keys = new AccessKeys(options.secret, options.acceptedSecrets);
  }

  override issue({ userId, sessionId }: AccessClaims): Promise<string> {
    const now = Math.floor(this.clock.now().getTime() / 1_000);
    const { id, key } = this.#keys.current;
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: algorithm, typ: type, kid: id })
      .setSubject(userId)
      .setIssuer(this.options.issuer)
      .setAudience(this.options.audience)
      .setIssuedAt(now)
      .setExpirationTime(now + this.options.lifeSeconds)
      .sign(key);
  }

  override async verify(token: string): Promise<AccessClaims | undefined> {
    if (!form.test(token)) return undefined;
    const { issuer, audience, lifeSeconds } = this.options;
    const currentDate = this.clock.now();
    try {
      const { payload } = await jwtVerify(token, ({ kid }) => this.#key(kid), {
        algorithms: [algorithm],
        typ: type,
        issuer,
        audience,
        currentDate,
        requiredClaims: ['sub', 'sid', 'exp'],
        maxTokenAge: lifeSeconds,
        clockTolerance: skewSeconds,
      });
      return claimsOf(payload, currentDate);
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }

  #key(kid: unknown) {
    const key = this.#keys.find(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key;
  }
}

function claimsOf({ sub, sid, exp }: JWTPayload, now: Date): AccessClaims | undefined {
  if (typeof sub !== 'string' || typeof sid !== 'string' || !uuid.test(sub) || !uuid.test(sid)) return undefined;
  return exp !== undefined && now.getTime() < exp * 1_000 ? { userId: sub, sessionId: sid } : undefined;
}

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * Access tokens: signed, short-lived, naming a person and a session and nothing else (role and ban are read fresh).
 * `verify` answers `undefined` for everything that is not a token of ours that holds now: wrong signature, algorithm, issuer, audience,
 * type, expired, or no token at all. It never throws for a bad token.
 */
export abstract class TokenIssuer {
  abstract issue(claims: AccessClaims): Promise<string>;
  abstract verify(token: string): Promise<AccessClaims | undefined>;
}

export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * Access tokens: signed, short-lived, naming a person and a session and nothing else (role and ban are read fresh).
 * `verify` answers `undefined` for everything that is not a token of ours that holds now: wrong signature, algorithm, issuer, audience,
 * type, expired, begun in the future, or no token at all. It never throws for a bad token.
 * A key that replaces another is known to all instances before one signs with it, and the one before until its last token is over.
 */
export abstract class TokenIssuer {
  abstract issue(claims: AccessClaims): Promise<string>;
  abstract verify(token: string): Promise<AccessClaims | undefined>;
}

/** At most `points` per `windowSeconds`, counted separately for each `name`. */
export interface RatePolicy {
  readonly name: string;
  readonly points: number;
  readonly windowSeconds: number;
}

export interface RateDecision {
  readonly allowed: boolean;
  /** Points of the policy. */
  readonly limit: number;
  /** Points left in this window; 0 when refused. */
  readonly remaining: number;
  /** Seconds until the window ends, rounded up: when a refused caller may come again. */
  readonly resetSeconds: number;
}

/**
 * Fixed windows that start at a key's first hit. Counting is atomic: N parallel calls of cost 1 are allowed exactly `points` times.
 * A refused call costs nothing: a cheaper one may still be allowed. Cost, points and window are whole numbers above 0 (RangeError).
 * Instances on the same server count together; the memory one counts for its process.
 * When its server is away or slow, an adapter decides within its time bound from a local count rather than refuse or admit everything.
 */
export abstract class RateLimiter {
  abstract consume(policy: RatePolicy, key: string, cost?: number): Promise<RateDecision>;
  /**
   * The same without waiting, where it can be known here that the call is allowed; otherwise `undefined`, and nothing was counted. Never refuses.
   * For calls that are so many that a promise each would be felt.
   */
  consumeNow(_policy: RatePolicy, _key: string, _cost?: number): RateDecision | undefined {
    return undefined;
  }
  /** Forgets what the key has used. */
  abstract reset(policy: RatePolicy, key: string): Promise<void>;
}

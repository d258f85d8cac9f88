/** What a key belongs to: the same key of somebody else, or for something else, is another one. */
export interface AnswerKey {
  readonly personId: string;
  /** Stable name of what is done: `POST /posts/:id/comments`. */
  readonly operation: string;
  /** As the client chose it. */
  readonly key: string;
}

export interface Answer {
  readonly status: number;
  /** The body, byte for byte. */
  readonly body: string;
}

export interface StoredAnswer extends Answer {
  /** SHA-256 of what was asked. */
  readonly fingerprint: Buffer;
}

/** Answers by key, each written in the transaction of the effect that it tells of. */
export abstract class AnswerStore {
  /** The answer under this key, unless it has expired. What is not committed is not found. */
  abstract find(key: AnswerKey, at: Date): Promise<StoredAnswer | undefined>;

  /**
   * Takes the key for the current transaction; a rollback gives it back. An expired one is free. While another transaction holds it this waits, a
   * second at most. Throws IdempotencyKeyInUse when the key is not to be had: held still, or taken for good meanwhile.
   */
  abstract take(key: AnswerKey, fingerprint: Buffer, expiresAt: Date, at: Date): Promise<void>;

  /** Puts the answer under the key that the current transaction has taken. */
  abstract put(key: AnswerKey, answer: Answer): Promise<void>;

  /** Removes what expired before, the oldest first, `limit` at most. How many. */
  abstract removeExpired(before: Date, limit: number): Promise<number>;
}

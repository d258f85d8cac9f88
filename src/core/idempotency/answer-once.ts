import type { Clock, TransactionRunner } from '../kernel/index.js';
import { IdempotencyKeyReused } from './idempotency.errors.js';
import type { Answer, AnswerKey, AnswerStore } from './ports/answer-store.js';

const KEPT_MS = 24 * 3_600_000;

export interface KeyedCall {
  readonly key: AnswerKey;
  /** SHA-256 of all that the client sent. */
  readonly fingerprint: Buffer;
}

export interface GivenAnswer extends Answer {
  /** It was made by an earlier call. */
  readonly replayed: boolean;
}

/**
 * Does at most once what is asked under one key, and answers every repetition within 24 hours with the first answer. The key, the effect and the
 * answer are one transaction: either all of them are there or none.
 *
 * See draft-ietf-httpapi-idempotency-key-header-07 and https://docs.stripe.com/api/idempotent_requests.
 */
export class AnswerOnce {
  constructor(
    private readonly answers: AnswerStore,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /**
   * `work` writes in TransactionRunner.run, and what is slow comes before that (see `runToEnd`). When it fails nothing is kept, and the key is
   * free. Throws IdempotencyKeyReused, IdempotencyKeyInUse, and what `work` throws.
   */
  async execute(call: KeyedCall, work: () => Promise<Answer>): Promise<GivenAnswer> {
    const known = await this.#replay(call);
    if (known) return known;
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + KEPT_MS);
    try {
      const answer = await this.transactions.runToEnd(work, {
        begin: () => this.answers.take(call.key, call.fingerprint, expiresAt, now),
        end: (made) => this.answers.put(call.key, made),
      });
      return { ...answer, replayed: false };
    } catch (error) {
      // A twin may have been faster; or the commit took place and word of it was lost.
      const meanwhile = await this.#replay(call);
      if (meanwhile) return meanwhile;
      throw error;
    }
  }

  async #replay({ key, fingerprint }: KeyedCall): Promise<GivenAnswer | undefined> {
    const stored = await this.answers.find(key, this.clock.now());
    if (!stored) return undefined;
    if (!stored.fingerprint.equals(fingerprint)) throw new IdempotencyKeyReused();
    return { status: stored.status, body: stored.body, replayed: true };
  }
}

import { type CodePurpose, type KeptCode, OneTimeCodeRepository } from '../../../core/identity/index.js';
import type { KnexSession } from '../knex-session.js';

export class KnexOneTimeCodeRepository extends OneTimeCodeRepository {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async put({ userId, purpose, hash, createdAt, expiresAt }: KeptCode): Promise<void> {
    const fresh = { code_hash: hash, attempts: 0, created_at: createdAt, expires_at: expiresAt, used_at: null };
    await this.session
      .db('one_time_codes')
      .insert({ user_id: userId, purpose, ...fresh })
      .onConflict(['user_id', 'purpose'])
      .merge(Object.keys(fresh));
  }

  override async takeAttempt(
    verificationRef: string,
    purpose: CodePurpose,
    maxAttempts: number,
    at: Date,
  ): Promise<{ userId: string; hash: string } | undefined> {
    const { db } = this.session;
    const person = db('users').where({ verification_ref: verificationRef }).select('id');
    const [row] = await db('one_time_codes')
      .whereIn('user_id', person)
      .where({ purpose })
      .whereNull('used_at')
      .where('expires_at', '>', at)
      .where('attempts', '<', maxAttempts)
      .increment('attempts', 1)
      .returning<{ user_id: string; code_hash: string }[]>(['user_id', 'code_hash']);
    return row && { userId: row.user_id, hash: row.code_hash };
  }

  override async markUsed(userId: string, purpose: CodePurpose, hash: string, at: Date): Promise<boolean> {
    const used = await this.session
      .db('one_time_codes')
      .where({ user_id: userId, purpose, code_hash: hash })
      .whereNull('used_at')
      .update({ used_at: at });
    return used === 1;
  }

  override removeSpent(at: Date): Promise<number> {
    return this.session.db('one_time_codes').where('expires_at', '<=', at).orWhereNotNull('used_at').del();
  }
}

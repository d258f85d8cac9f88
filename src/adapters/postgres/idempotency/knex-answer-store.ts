import {
  type Answer,
  type AnswerKey,
  AnswerStore,
  IdempotencyKeyInUse,
  type StoredAnswer,
} from '../../../core/idempotency/index.js';
import type { KnexSession } from '../knex-session.js';

const LOCK_NOT_AVAILABLE = '55P03';

/** The unique key makes a second taker wait until the first one's transaction is over. */
const takeKey = `
  insert into idempotency_keys as k (person_id, operation, key, fingerprint, expires_at)
  values (:personId, :operation, :key, :fingerprint, :expiresAt)
  on conflict (person_id, operation, key)
    do update set fingerprint = excluded.fingerprint, expires_at = excluded.expires_at, status = null, body = null
    where k.expires_at <= :at
  returning 1`;

const columnsOf = ({ personId, operation, key }: AnswerKey): object => ({ person_id: personId, operation, key });

export class KnexAnswerStore extends AnswerStore {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override find(key: AnswerKey, at: Date): Promise<StoredAnswer | undefined> {
    return this.session
      .db('idempotency_keys')
      .where(columnsOf(key))
      .where('expires_at', '>', at)
      .first<StoredAnswer | undefined>('fingerprint', 'status', 'body');
  }

  override async take(key: AnswerKey, fingerprint: Buffer, expiresAt: Date, at: Date): Promise<void> {
    const { db } = this.session;
    await db.raw(`set local lock_timeout = '1s'`);
    const { personId, operation } = key;
    const values = { personId, operation, key: key.key, fingerprint, expiresAt, at };
    const taken = await db.raw<{ rows: unknown[] }>(takeKey, values).catch((error: unknown) => {
      if ((error as { code?: unknown }).code === LOCK_NOT_AVAILABLE) throw new IdempotencyKeyInUse();
      throw error;
    });
    if (taken.rows.length === 0) throw new IdempotencyKeyInUse();
    await db.raw('set local lock_timeout to default');
  }

  override async put(key: AnswerKey, { status, body }: Answer): Promise<void> {
    await this.session.db('idempotency_keys').where(columnsOf(key)).update({ status, body });
  }

  override removeExpired(before: Date, limit: number): Promise<number> {
    const { db } = this.session;
    const oldest = db('idempotency_keys')
      .select('person_id', 'operation', 'key')
      .where('expires_at', '<=', before)
      .orderBy('expires_at')
      .limit(limit)
      .forUpdate()
      .skipLocked();
    return db('idempotency_keys').whereIn(['person_id', 'operation', 'key'], oldest).del();
  }
}

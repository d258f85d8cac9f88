import {
  type NewSession,
  type RevocationReason,
  type Rotation,
  type Session,
  SessionRepository,
  type SessionState,
} from '../../../core/identity/index.js';
import { addressBlock } from '../../../core/security/index.js';
import type { KnexSession } from '../knex-session.js';
import { notBanned } from './not-banned.js';

interface StateRow {
  user_id: string;
  refresh_counter: number;
  rotated_at: Date;
  open: boolean;
}

interface SessionRow {
  id: string;
  created_at: Date;
  last_used_at: Date;
  ip: string | null;
  user_agent: string | null;
}

export class KnexSessionRepository extends SessionRepository {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async add({ id, userId, refreshHash, device, createdAt, expiresAt }: NewSession): Promise<void> {
    await this.session.db('sessions').insert({
      id,
      user_id: userId,
      refresh_counter: 0,
      refresh_hash: refreshHash,
      rotated_at: createdAt,
      created_at: createdAt,
      last_used_at: createdAt,
      expires_at: expiresAt,
      ip: device.ip,
      user_agent: device.userAgent ?? null,
    });
  }

  override async find(id: string, at: Date): Promise<SessionState | undefined> {
    const { db } = this.session;
    const isOpen = `s.revoked_at is null and s.expires_at > ? and (u.banned_at is null or coalesce(u.banned_until <= ?, false)) as open`;
    const row = await db('sessions as s')
      .join('users as u', 'u.id', 's.user_id')
      .where('s.id', id)
      .first<StateRow | undefined>('s.user_id', 's.refresh_counter', 's.rotated_at', db.raw(isOpen, [at, at]));
    return row && { userId: row.user_id, counter: row.refresh_counter, rotatedAt: row.rotated_at, open: row.open };
  }

  override async rotate({ id, counter, hash, nextHash, at, expiresAt }: Rotation): Promise<string | undefined> {
    const { db } = this.session;
    const person = db('users').where('users.id', db.ref('sessions.user_id')).where(notBanned('users', at)).select('users.id');
    const [row] = await db('sessions')
      .where({ id, refresh_counter: counter, refresh_hash: hash })
      .whereNull('revoked_at')
      .where('expires_at', '>', at)
      .whereExists(person)
      .update({
        refresh_counter: counter + 1,
        refresh_hash: nextHash,
        rotated_at: at,
        last_used_at: at,
        expires_at: expiresAt,
      })
      .returning<{ user_id: string }[]>('user_id');
    return row?.user_id;
  }

  override async revoke(id: string, userId: string, reason: RevocationReason, at: Date): Promise<boolean> {
    const revoked = await this.#open(userId, at).where({ id }).update({ revoked_at: at, revoked_reason: reason });
    return revoked === 1;
  }

  override revokeAll(userId: string, reason: RevocationReason, at: Date, exceptId?: string): Promise<number> {
    const sessions = this.#open(userId, at);
    return (exceptId === undefined ? sessions : sessions.whereNot({ id: exceptId })).update({
      revoked_at: at,
      revoked_reason: reason,
    });
  }

  override async listOpen(userId: string, at: Date): Promise<Session[]> {
    const rows = await this.#open(userId, at)
      .select<SessionRow[]>('id', 'created_at', 'last_used_at', 'ip', 'user_agent')
      .orderBy([
        { column: 'last_used_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ]);
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at,
      lastUsedAt: row.last_used_at,
      ip: row.ip,
      userAgent: row.user_agent,
    }));
  }

  override async hasSignedInFrom(userId: string, ip: string): Promise<boolean> {
    const rows = await this.session.db('sessions').where({ user_id: userId }).distinct<{ ip: string | null }[]>('ip');
    const place = addressBlock(ip, 64);
    return rows.some((row) => row.ip !== null && addressBlock(row.ip, 64) === place);
  }

  override removeEnded(endedBefore: Date): Promise<number> {
    return this.session.db('sessions').where('expires_at', '<', endedBefore).orWhere('revoked_at', '<', endedBefore).del();
  }

  #open(userId: string, at: Date) {
    return this.session.db('sessions').where({ user_id: userId }).whereNull('revoked_at').where('expires_at', '>', at);
  }
}

import { ActorReader } from '../../../core/identity/index.js';
import type { Actor, Clock, Role } from '../../../core/kernel/index.js';
import type { KnexSession } from '../knex-session.js';
import { notBanned } from './not-banned.js';

export class KnexActorReader extends ActorReader {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async find(userId: string, sessionId: string): Promise<Actor | undefined> {
    const now = this.clock.now();
    const row = await this.session
      .db('sessions as s')
      .join('users as u', 'u.id', 's.user_id')
      .where({ 's.id': sessionId, 's.user_id': userId })
      .whereNull('s.revoked_at')
      .where('s.expires_at', '>', now)
      .where(notBanned('u', now))
      .first<{ role: Role } | undefined>('u.role');
    return row && { userId, sessionId, role: row.role };
  }
}

import { NotificationRepository } from '../../../core/notifications/index.js';
import type { KnexSession } from '../knex-session.js';

export class KnexNotificationRepository extends NotificationRepository {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async markRead(id: string, recipientId: string, at: Date): Promise<boolean> {
    const { db } = this.session;
    const marked = await db('notifications')
      .where({ id, recipient_id: recipientId })
      .whereNull('dismissed_at')
      .update({ read_at: db.raw('coalesce(read_at, ?)', [at]) });
    return marked === 1;
  }

  override async markAllRead(recipientId: string, at: Date): Promise<void> {
    await this.session
      .db('notifications')
      .where({ recipient_id: recipientId })
      .whereNull('read_at')
      .whereNull('dismissed_at')
      .update({ read_at: at });
  }

  override async dismiss(id: string, recipientId: string, at: Date): Promise<boolean> {
    const dismissed = await this.session
      .db('notifications')
      .where({ id, recipient_id: recipientId })
      .whereNull('dismissed_at')
      .update({ dismissed_at: at });
    return dismissed === 1;
  }

  /** Rows that somebody is changing are left for the next time: a purge waits for nobody. */
  override removeOlderThan(before: Date, limit: number): Promise<number> {
    const { db } = this.session;
    const oldest = db('notifications')
      .select('id')
      .where('created_at', '<', before)
      .orderBy('created_at')
      .limit(limit)
      .forUpdate()
      .skipLocked();
    return db('notifications').whereIn('id', oldest).del();
  }
}

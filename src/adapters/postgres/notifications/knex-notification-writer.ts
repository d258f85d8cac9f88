import type { Clock, IdGenerator } from '../../../core/kernel/index.js';
import { type News, NotificationWriter } from '../../../core/notifications/index.js';
import type { KnexSession } from '../knex-session.js';
import { shownToRecipient } from './shown-notifications.js';

/** One row for each reason, in the form of the notification that it would become. */
const candidates = `(
  select t.id, t.recipient_id, t.type, t.strength, cast(:actorId as uuid) as actor_id, cast(:targetId as uuid) as target_id,
    cast(:postId as uuid) as post_id, cast(:commentId as uuid) as comment_id, cast(:at as timestamptz) as created_at
  from jsonb_to_recordset(cast(:reasons as jsonb)) as t (id uuid, recipient_id uuid, type text, strength integer)) as n`;

const wanted = `not exists (
  select 1 from notification_preferences s where s.user_id = n.recipient_id and s.type = n.type and not s.enabled)`;

const columns = ['id', 'recipient_id', 'type', 'actor_id', 'target_id', 'post_id', 'comment_id', 'created_at'];

/**
 * The unique indexes of the table decide what was told already, so that two deliveries at once tell once. The rows go in by recipient: two
 * statements that name the same people wait for each other in one order.
 */
export class KnexNotificationWriter extends NotificationWriter {
  constructor(
    private readonly session: KnexSession,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async tell({ reasons, ...news }: News): Promise<void> {
    if (reasons.length === 0) return;
    const { db } = this.session;
    const rows = reasons.map(({ recipientId, type }, strength) => ({
      id: this.ids.next(),
      recipient_id: recipientId,
      type,
      strength,
    }));
    const told = db
      .from(db.raw(candidates, { ...news, reasons: JSON.stringify(rows) }))
      .join('users as r', 'r.id', 'n.recipient_id')
      .join('users as u', 'u.id', 'n.actor_id')
      .modify(shownToRecipient, db.ref('n.recipient_id'), this.clock.now())
      .whereRaw(wanted)
      .distinctOn('n.recipient_id')
      .orderBy(['n.recipient_id', 'n.strength'])
      .select(columns.map((column) => `n.${column}`));
    await db(db.raw('notifications (id, recipient_id, type, actor_id, target_id, post_id, comment_id, created_at)'))
      .insert(told)
      .onConflict()
      .ignore();
  }
}

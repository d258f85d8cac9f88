import type { Knex } from 'knex';
import { type Clock, type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import { NotificationReader, type SeenNotification, type ToldType } from '../../../core/notifications/index.js';
import type { KnexSession } from '../knex-session.js';
import { shownToRecipient } from './shown-notifications.js';

interface NotificationRow {
  id: string;
  type: ToldType;
  post_id: string | null;
  comment_id: string | null;
  text: string | null;
  read_at: Date | null;
  created_at: Date;
  actor_id: string;
  username: string;
  full_name: string;
  bio: string | null;
  avatar_key: string | null;
  is_following: boolean;
}

export class KnexNotificationReader extends NotificationReader {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async page(recipientId: string, page: PageRequest): Promise<Page<SeenNotification>> {
    const { db } = this.session;
    const total = await this.#count(this.#shownTo(recipientId));
    if (total === 0) return { items: [], total };
    const rows = (await this.#shownTo(recipientId)
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .modify(onePart, page)
      .select(...columns(db, recipientId))) as NotificationRow[];
    return pageOf(rows, page, total, ({ created_at: at, id }) => ({ at, id }), toSeenNotification);
  }

  override unreadCount(recipientId: string): Promise<number> {
    return this.#count(this.#shownTo(recipientId).whereNull('n.read_at'));
  }

  #shownTo(recipientId: string): Knex.QueryBuilder {
    return this.session
      .db('notifications as n')
      .join('users as u', 'u.id', 'n.actor_id')
      .where('n.recipient_id', recipientId)
      .whereNull('n.dismissed_at')
      .modify(shownToRecipient, recipientId, this.clock.now());
  }

  async #count(notifications: Knex.QueryBuilder): Promise<number> {
    const { total } = (await notifications.first(this.session.db.raw('count(*) as total'))) as { total: string };
    return Number(total);
  }
}

/** The part that is asked for, and one row more. */
function onePart(query: Knex.QueryBuilder, { page, limit, after }: PageRequest): void {
  if (after) query.whereRaw('(n.created_at, n.id) < (?, ?)', [after.at, after.id]);
  else query.offset((page - 1) * limit);
  query
    .orderBy([
      { column: 'n.created_at', order: 'desc' },
      { column: 'n.id', order: 'desc' },
    ])
    .limit(limit + 1);
}

/** A text is cut far behind the end of its excerpt: a long one need not travel. */
function columns(db: Knex, recipientId: string): (string | Knex.Raw)[] {
  return [
    ...['n.id', 'n.type', 'n.post_id', 'n.comment_id', 'n.read_at', 'n.created_at'],
    ...['n.actor_id', 'u.username', 'u.full_name', 'u.bio'],
    db.raw("a.variants -> 0 ->> 'key' as avatar_key"),
    db.raw('left(coalesce(c.content, p.content), 2000) as text'),
    db.raw('exists (select 1 from follows v where v.follower_id = ? and v.followee_id = u.id) as is_following', [recipientId]),
  ];
}

function toSeenNotification(row: NotificationRow): SeenNotification {
  return {
    id: row.id,
    type: row.type,
    actor: {
      id: row.actor_id,
      username: row.username,
      fullName: row.full_name,
      avatarKey: row.avatar_key,
      bio: row.bio,
      isFollowing: row.is_following,
    },
    postId: row.post_id,
    commentId: row.comment_id,
    text: row.text,
    isRead: row.read_at !== null,
    createdAt: row.created_at,
  };
}

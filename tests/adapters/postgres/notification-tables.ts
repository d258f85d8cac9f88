import type { Knex } from 'knex';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import type { ToldType } from '../../../src/core/notifications/index.js';
import type { Told } from '../../contracts/notification-reader.contract.js';
import type { ToldRow } from '../../contracts/notification-writer.contract.js';
import { CommunityTables } from './community-tables.js';

const ids = new UuidV7Generator();

/** The harness of all ports of notifications but the port itself: everything around them, straight in the tables. */
export class NotificationTables extends CommunityTables {
  constructor(private readonly tables: () => Knex) {
    super(tables);
  }

  async add({ recipientId, actorId, type, postId, commentId, at = this.now(), read, dismissed }: Told): Promise<string> {
    const id = ids.next();
    await this.tables()('notifications').insert({
      id,
      recipient_id: recipientId,
      type,
      actor_id: actorId,
      target_id: commentId ?? postId ?? actorId,
      post_id: postId ?? null,
      comment_id: commentId ?? null,
      created_at: at,
      read_at: read ? at : null,
      dismissed_at: dismissed ? at : null,
    });
    return id;
  }

  async toldTo(recipientId: string): Promise<ToldRow[]> {
    const rows = await this.tables()('notifications').where({ recipient_id: recipientId }).select();
    return rows.map((row) => ({
      type: row.type,
      actorId: row.actor_id,
      targetId: row.target_id,
      postId: row.post_id,
      commentId: row.comment_id,
      createdAt: row.created_at,
      isRead: row.read_at !== null,
    }));
  }

  async find(id: string): Promise<{ readAt: Date | null; dismissedAt: Date | null } | undefined> {
    const row = await this.tables()('notifications')
      .where({ id })
      .first<{ read_at: Date | null; dismissed_at: Date | null } | undefined>('read_at', 'dismissed_at');
    return row && { readAt: row.read_at, dismissedAt: row.dismissed_at };
  }

  async dismissAll(recipientId: string): Promise<void> {
    await this.tables()('notifications').where({ recipient_id: recipientId }).update({ dismissed_at: this.now() });
  }

  async switchOff(userId: string, type: ToldType): Promise<void> {
    await this.tables()('notification_preferences').insert({ user_id: userId, type, enabled: false });
  }

  async unblock(blockerId: string, blockedId: string): Promise<void> {
    await this.tables()('blocks').where({ blocker_id: blockerId, blocked_id: blockedId }).del();
  }

  async ban(userId: string, until: Date | null): Promise<void> {
    await this.tables()('users').where({ id: userId }).update({ banned_at: this.now(), banned_until: until });
  }

  async changePost(
    postId: string,
    { deletedAt, ...change }: { content?: string; visibility?: string; deletedAt?: Date },
  ): Promise<void> {
    const row = { ...change, ...(deletedAt ? { deleted_at: deletedAt } : {}) };
    await this.tables()('posts').where({ id: postId }).update(row);
  }

  async deleteComment(commentId: string): Promise<void> {
    await this.tables()('comments').where({ id: commentId }).update({ deleted_at: this.now() });
  }
}

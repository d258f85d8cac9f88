import type { Actor } from '../../kernel/index.js';
import type { NotificationReader } from '../ports/notification-reader.js';

export class CountUnreadNotifications {
  constructor(private readonly notifications: NotificationReader) {}

  execute(actor: Actor): Promise<number> {
    return this.notifications.unreadCount(actor.userId);
  }
}

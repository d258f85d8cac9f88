import type { Actor, Page, PageRequest } from '../../kernel/index.js';
import type { SeenNotification } from '../notification.js';
import type { NotificationReader } from '../ports/notification-reader.js';

export class ListNotifications {
  constructor(private readonly notifications: NotificationReader) {}

  /** The caller's, newest first. */
  execute(actor: Actor, page: PageRequest): Promise<Page<SeenNotification>> {
    return this.notifications.page(actor.userId, page);
  }
}

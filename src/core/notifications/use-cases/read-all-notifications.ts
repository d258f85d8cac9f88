import type { Actor, Clock } from '../../kernel/index.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

export class ReadAllNotifications {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
  ) {}

  /** Those that are there now, the hidden ones too: none comes back unread when a block is lifted. */
  execute(actor: Actor): Promise<void> {
    return this.notifications.markAllRead(actor.userId, this.clock.now());
  }
}

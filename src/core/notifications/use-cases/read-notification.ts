import type { Actor, Clock } from '../../kernel/index.js';
import { NotificationNotFound } from '../notifications.errors.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

export class ReadNotification {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
  ) {}

  /** Reading again changes nothing. Throws NotificationNotFound: for somebody else's as for none. */
  async execute(actor: Actor, id: string): Promise<void> {
    if (!(await this.notifications.markRead(id, actor.userId, this.clock.now()))) throw new NotificationNotFound();
  }
}

import type { Actor, Clock } from '../../kernel/index.js';
import { NotificationNotFound } from '../notifications.errors.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

export class DismissNotification {
  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
  ) {}

  /** The same is not told again. Throws NotificationNotFound: for somebody else's, and for one dismissed before, as for none. */
  async execute(actor: Actor, id: string): Promise<void> {
    if (!(await this.notifications.dismiss(id, actor.userId, this.clock.now()))) throw new NotificationNotFound();
  }
}

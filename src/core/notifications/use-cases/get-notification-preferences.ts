import type { Actor } from '../../kernel/index.js';
import type { Preferences } from '../notification.js';
import type { NotificationPreferences } from '../ports/notification-preferences.js';

export class GetNotificationPreferences {
  constructor(private readonly preferences: NotificationPreferences) {}

  execute(actor: Actor): Promise<Preferences> {
    return this.preferences.find(actor.userId);
  }
}

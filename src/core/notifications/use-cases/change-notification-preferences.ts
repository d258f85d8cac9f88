import type { Actor } from '../../kernel/index.js';
import type { Preferences, ToldType } from '../notification.js';
import type { NotificationPreferences } from '../ports/notification-preferences.js';

export class ChangeNotificationPreferences {
  constructor(private readonly preferences: NotificationPreferences) {}

  /** Types left out stay as they are. Answers all of them. What was told before stays told. */
  async execute(actor: Actor, changes: { readonly [T in ToldType]?: boolean | undefined }): Promise<Preferences> {
    await this.preferences.change(actor.userId, changes);
    return this.preferences.find(actor.userId);
  }
}

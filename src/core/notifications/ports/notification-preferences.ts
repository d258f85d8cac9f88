import type { Preferences, ToldType } from '../notification.js';

/** What people want to be told. Everything is on for those who have said nothing. */
export abstract class NotificationPreferences {
  abstract find(userId: string): Promise<Preferences>;

  /** Types left out stay as they are. */
  abstract change(userId: string, changes: { readonly [T in ToldType]?: boolean | undefined }): Promise<void>;
}

import { NotificationPreferences, type Preferences, type ToldType, toldTypes } from '../../../core/notifications/index.js';
import type { KnexSession } from '../knex-session.js';

interface PreferenceRow {
  type: string;
  enabled: boolean;
}

export class KnexNotificationPreferences extends NotificationPreferences {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async find(userId: string): Promise<Preferences> {
    const rows = await this.session
      .db('notification_preferences')
      .where({ user_id: userId, enabled: false })
      .select<PreferenceRow[]>('type', 'enabled');
    const off = new Set(rows.map(({ type }) => type));
    return Object.fromEntries(toldTypes.map((type) => [type, !off.has(type)])) as Record<ToldType, boolean>;
  }

  /** Always in the order of `toldTypes`: two changes at once wait for each other in one order. */
  override async change(userId: string, changes: { readonly [T in ToldType]?: boolean | undefined }): Promise<void> {
    const rows = toldTypes.flatMap((type) => {
      const enabled = changes[type];
      return enabled === undefined ? [] : [{ user_id: userId, type, enabled }];
    });
    if (rows.length === 0) return;
    await this.session.db('notification_preferences').insert(rows).onConflict(['user_id', 'type']).merge(['enabled']);
  }
}

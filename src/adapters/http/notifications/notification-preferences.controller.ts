import { inject } from 'inversify';
import { controller, httpGet, httpPut } from 'inversify-express-utils';
import { ChangeNotificationPreferences, GetNotificationPreferences } from '../../../core/notifications/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type PreferencesView, presentPreferences } from './notification.presenter.js';
import { type PreferencesBody, preferencesBody } from './notifications.schemas.js';

const preferences = { status: 200, shape: 'one', schema: 'NotificationPreferences' } as const;

@controller('/notifications/preferences')
export class NotificationPreferencesController {
  constructor(
    @inject(GetNotificationPreferences) private readonly getPreferences: GetNotificationPreferences,
    @inject(ChangeNotificationPreferences) private readonly changePreferences: ChangeNotificationPreferences,
  ) {}

  /**
   * @openapi
   * /notifications/preferences:
   *   get:
   *     operationId: getNotificationPreferences
   *     tags: [Notifications]
   *     summary: What you are told
   *     description: Everything, until you switch it off.
   */
  @httpGet('/')
  @endpoint({ access: 'member', answer: preferences })
  async get({ actor }: MemberCall): Promise<PreferencesView> {
    return presentPreferences(await this.getPreferences.execute(actor));
  }

  /**
   * @openapi
   * /notifications/preferences:
   *   put:
   *     operationId: changeNotificationPreferences
   *     tags: [Notifications]
   *     summary: Choose what you are told
   *     description: >-
   *       Types left out stay as they are; the answer holds all of them. It is about what comes: notifications that are there stay.
   */
  @httpPut('/')
  @endpoint({ access: 'member', body: preferencesBody, answer: preferences })
  async change({ actor, body }: MemberCall<unknown, unknown, PreferencesBody>): Promise<PreferencesView> {
    return presentPreferences(await this.changePreferences.execute(actor, body));
  }
}

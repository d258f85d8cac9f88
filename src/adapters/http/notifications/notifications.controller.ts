import { inject } from 'inversify';
import { controller, httpDelete, httpGet, httpPost } from 'inversify-express-utils';
import type { Page } from '../../../core/kernel/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import {
  CountUnreadNotifications,
  DismissNotification,
  ListNotifications,
  ReadAllNotifications,
  ReadNotification,
} from '../../../core/notifications/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type NotificationView, presentNotification } from './notification.presenter.js';
import { type NotificationParams, notificationParams } from './notifications.schemas.js';

@controller('/notifications')
export class NotificationsController {
  constructor(
    @inject(ListNotifications) private readonly list: ListNotifications,
    @inject(CountUnreadNotifications) private readonly countUnread: CountUnreadNotifications,
    @inject(ReadNotification) private readonly readOne: ReadNotification,
    @inject(ReadAllNotifications) private readonly readAll: ReadAllNotifications,
    @inject(DismissNotification) private readonly dismiss: DismissNotification,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /notifications:
   *   get:
   *     operationId: listNotifications
   *     tags: [Notifications]
   *     summary: What concerns you
   *     description: >-
   *       Newest first, for 90 days. Title and body are made when you read, in your language. What comes from people with whom you stand in a
   *       block, from banned people, and what is about something deleted or no longer shown to you is left out.
   */
  @httpGet('/')
  @endpoint({ access: 'member', page: { defaultLimit: 20 }, answer: { status: 200, shape: 'page', schema: 'Notification' } })
  async listNotifications({ actor, page, language }: MemberCall): Promise<Page<NotificationView>> {
    const found = await this.list.execute(actor, page);
    return { ...found, items: found.items.map((item) => presentNotification(item, language, this.storage)) };
  }

  /**
   * @openapi
   * /notifications/unread:
   *   get:
   *     operationId: countUnreadNotifications
   *     tags: [Notifications]
   *     summary: How many notifications are unread
   *     description: Counts exactly those that the list holds now.
   */
  @httpGet('/unread')
  @endpoint({ access: 'member', answer: { status: 200, shape: 'one', schema: 'UnreadCount' } })
  async unread({ actor }: MemberCall): Promise<{ unreadCount: number }> {
    return { unreadCount: await this.countUnread.execute(actor) };
  }

  /**
   * @openapi
   * /notifications/read-all:
   *   post:
   *     operationId: readAllNotifications
   *     tags: [Notifications]
   *     summary: Mark all notifications as read
   *     description: All that there are at this moment. What comes meanwhile stays unread.
   */
  @httpPost('/read-all')
  @endpoint({ access: 'member', answer: { status: 200, shape: 'nothing' } })
  async readAllNotifications({ actor }: MemberCall): Promise<void> {
    await this.readAll.execute(actor);
  }

  /**
   * @openapi
   * /notifications/{id}/read:
   *   post:
   *     operationId: readNotification
   *     tags: [Notifications]
   *     summary: Mark a notification as read
   *     description: Repeating it changes nothing. Somebody else's notification is not found.
   */
  @httpPost('/:id/read')
  @endpoint({
    access: 'member',
    params: notificationParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['NOTIFICATION_NOT_FOUND'],
  })
  async readNotification({ actor, params: { id } }: MemberCall<NotificationParams>): Promise<void> {
    await this.readOne.execute(actor, id);
  }

  /**
   * @openapi
   * /notifications/{id}:
   *   delete:
   *     operationId: deleteNotification
   *     tags: [Notifications]
   *     summary: Delete a notification
   *     description: The same is not told again. Somebody else's notification, and one that is deleted, is not found.
   */
  @httpDelete('/:id')
  @endpoint({
    access: 'member',
    params: notificationParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['NOTIFICATION_NOT_FOUND'],
  })
  async deleteNotification({ actor, params: { id } }: MemberCall<NotificationParams>): Promise<void> {
    await this.dismiss.execute(actor, id);
  }
}

import type { Container } from 'inversify';
import { NotificationPreferencesController } from '../../adapters/http/notifications/notification-preferences.controller.js';
import { NotificationsController } from '../../adapters/http/notifications/notifications.controller.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { KnexNotificationPreferences } from '../../adapters/postgres/notifications/knex-notification-preferences.js';
import { KnexNotificationReader } from '../../adapters/postgres/notifications/knex-notification-reader.js';
import { KnexNotificationRepository } from '../../adapters/postgres/notifications/knex-notification-repository.js';
import { KnexNotificationWriter } from '../../adapters/postgres/notifications/knex-notification-writer.js';
import { Clock, IdGenerator } from '../../core/kernel/index.js';
import {
  ChangeNotificationPreferences,
  CountUnreadNotifications,
  DismissNotification,
  GetNotificationPreferences,
  ListNotifications,
  NotificationPreferences,
  NotificationReader,
  NotificationRepository,
  NotificationWriter,
  PurgeNotifications,
  ReadAllNotifications,
  ReadNotification,
  TellOfChangedComment,
  TellOfChangedPost,
  TellOfComment,
  TellOfFollow,
  TellOfLike,
  TellOfPost,
} from '../../core/notifications/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const notificationsModule: FeatureModule = {
  bind(container) {
    bindAdapters(container);
    wire(container, ListNotifications, [NotificationReader]);
    wire(container, CountUnreadNotifications, [NotificationReader]);
    wire(container, ReadNotification, [NotificationRepository, Clock]);
    wire(container, ReadAllNotifications, [NotificationRepository, Clock]);
    wire(container, DismissNotification, [NotificationRepository, Clock]);
    wire(container, GetNotificationPreferences, [NotificationPreferences]);
    wire(container, ChangeNotificationPreferences, [NotificationPreferences]);
    wire(container, TellOfFollow, [NotificationWriter]);
    wire(container, TellOfLike, [NotificationWriter]);
    wire(container, TellOfPost, [NotificationWriter]);
    wire(container, TellOfChangedPost, [NotificationWriter]);
    wire(container, TellOfComment, [NotificationWriter]);
    wire(container, TellOfChangedComment, [NotificationWriter]);
    wire(container, PurgeNotifications, [NotificationRepository, Clock]);
  },
  controllers: [NotificationPreferencesController, NotificationsController],
  eventHandlers: [TellOfFollow, TellOfLike, TellOfPost, TellOfChangedPost, TellOfComment, TellOfChangedComment],
  jobs: [PurgeNotifications],
};

function bindAdapters(container: Container): void {
  wire(container, KnexNotificationWriter, [KnexSession, IdGenerator, Clock], NotificationWriter);
  wire(container, KnexNotificationReader, [KnexSession, Clock], NotificationReader);
  wire(container, KnexNotificationRepository, [KnexSession], NotificationRepository);
  wire(container, KnexNotificationPreferences, [KnexSession], NotificationPreferences);
}

export { TellOfChangedComment } from './event-handlers/tell-of-changed-comment.js';
export { TellOfChangedPost } from './event-handlers/tell-of-changed-post.js';
export { TellOfComment } from './event-handlers/tell-of-comment.js';
export { TellOfFollow } from './event-handlers/tell-of-follow.js';
export { TellOfLike } from './event-handlers/tell-of-like.js';
export { TellOfPost } from './event-handlers/tell-of-post.js';
export { PurgeNotifications } from './jobs/purge-notifications.js';
export { type News, newsOfChangedComment, newsOfComment, newsOfFollow, newsOfLike, newsOfPost, type Reason } from './news.js';
export {
  type NotificationType,
  notificationTypes,
  type Preferences,
  type SeenNotification,
  type ToldType,
  toldTypes,
} from './notification.js';
export { NotificationNotFound } from './notifications.errors.js';
export { NotificationPreferences } from './ports/notification-preferences.js';
export { NotificationReader } from './ports/notification-reader.js';
export { NotificationRepository } from './ports/notification-repository.js';
export { NotificationWriter } from './ports/notification-writer.js';
export { ChangeNotificationPreferences } from './use-cases/change-notification-preferences.js';
export { CountUnreadNotifications } from './use-cases/count-unread-notifications.js';
export { DismissNotification } from './use-cases/dismiss-notification.js';
export { GetNotificationPreferences } from './use-cases/get-notification-preferences.js';
export { ListNotifications } from './use-cases/list-notifications.js';
export { ReadAllNotifications } from './use-cases/read-all-notifications.js';
export { ReadNotification } from './use-cases/read-notification.js';
export { excerptOf, type ReaderLanguage, type Wording, wordingOf } from './wording.js';

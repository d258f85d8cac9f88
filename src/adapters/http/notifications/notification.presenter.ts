import type { ObjectStorage } from '../../../core/media/index.js';
import { type Preferences, type SeenNotification, wordingOf } from '../../../core/notifications/index.js';
import type { Language } from '../call.js';
import { presentCard, type UserCardView } from '../profiles/profile.presenter.js';

/** `Notification` of the contract. */
export interface NotificationView {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly body: string;
  readonly isRead: boolean;
  readonly data: Readonly<Record<string, string>> | null;
  readonly actor: UserCardView;
  readonly createdAt: string;
}

export interface PreferencesView {
  readonly NEW_FOLLOWER: boolean;
  readonly POST_LIKE: boolean;
  readonly POST_COMMENT: boolean;
  readonly COMMENT_REPLY: boolean;
  readonly MENTION: boolean;
}

export function presentNotification(
  notification: SeenNotification,
  language: Language,
  storage: ObjectStorage,
): NotificationView {
  const { title, body } = wordingOf(notification, language);
  return {
    id: notification.id,
    type: notification.type,
    title,
    body,
    isRead: notification.isRead,
    data: dataOf(notification),
    actor: presentCard(notification.actor, storage),
    createdAt: notification.createdAt.toISOString(),
  };
}

/** What the client makes its link of. */
function dataOf({ type, actor, postId, commentId }: SeenNotification): Record<string, string> | null {
  if (type === 'NEW_FOLLOWER') return { username: actor.username };
  if (postId === null) return null;
  return commentId === null ? { postId } : { postId, commentId };
}

export function presentPreferences(preferences: Preferences): PreferencesView {
  return {
    NEW_FOLLOWER: preferences.NEW_FOLLOWER,
    POST_LIKE: preferences.POST_LIKE,
    POST_COMMENT: preferences.POST_COMMENT,
    COMMENT_REPLY: preferences.COMMENT_REPLY,
    MENTION: preferences.MENTION,
  };
}

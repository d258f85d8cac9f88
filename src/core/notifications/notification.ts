import type { PersonCard } from '../profiles/index.js';

/** The types that the client knows, and MENTION. Those that are not in `toldTypes` belong to features to come. */
export const notificationTypes = [
  ...(['NEW_FOLLOWER', 'POST_LIKE', 'POST_COMMENT', 'COMMENT_REPLY', 'MENTION'] as const),
  ...(['NEW_MESSAGE', 'THREAD_REPLY', 'LISTING_INQUIRY', 'SERVICE_REVIEW', 'STORY_VIEW'] as const),
] as const;

export type NotificationType = (typeof notificationTypes)[number];

/** The types that are told now. */
export const toldTypes = [
  'NEW_FOLLOWER',
  'POST_LIKE',
  'POST_COMMENT',
  'COMMENT_REPLY',
  'MENTION',
] as const satisfies readonly NotificationType[];

export type ToldType = (typeof toldTypes)[number];

/** Whether a person wants to be told, by type. */
export type Preferences = Readonly<Record<ToldType, boolean>>;

/** A notification as its recipient sees it now. */
export interface SeenNotification {
  readonly id: string;
  readonly type: ToldType;
  /** Whoever did it, as the recipient sees him. */
  readonly actor: PersonCard;
  /** The post it is about, or under which the comment stands; null when it is about a person. */
  readonly postId: string | null;
  readonly commentId: string | null;
  /** What the comment, or else the post, says now: at least as much as an excerpt shows. Null when it is about a person. */
  readonly text: string | null;
  readonly isRead: boolean;
  readonly createdAt: Date;
}

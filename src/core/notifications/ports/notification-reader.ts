import type { Page, PageRequest } from '../../kernel/index.js';
import type { SeenNotification } from '../notification.js';

/**
 * Notifications as their recipient sees them now. Hidden, and not counted, are the dismissed, and those
 *
 * - of an actor who is not verified or is banned, or with whom the recipient stands in a block, in either direction;
 * - about a comment or a post that was deleted;
 * - about a post, or a comment under one, that the recipient does not get to see: PRIVATE, FOLLOWERS without following, or of an author who
 *   would be hidden as an actor. One's own posts one always sees.
 *
 * What was hidden for one of these reasons comes back when the reason goes.
 */
export abstract class NotificationReader {
  /** Newest first; a position (`Keyset`) stays exact while others come and go. Two statements at most. */
  abstract page(recipientId: string, page: PageRequest): Promise<Page<SeenNotification>>;

  /** How many in that list are unread. */
  abstract unreadCount(recipientId: string): Promise<number>;
}

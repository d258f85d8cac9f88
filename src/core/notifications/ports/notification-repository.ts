/** What a recipient does with his notifications, hidden ones (see NotificationReader) included, and their end. */
export abstract class NotificationRepository {
  /** Marks one as read; the time of the first reading stays. False for somebody else's, a dismissed one, or none. */
  abstract markRead(id: string, recipientId: string, at: Date): Promise<boolean>;

  /** Marks as read all that exist at this moment: what is told meanwhile stays unread. One statement. */
  abstract markAllRead(recipientId: string, at: Date): Promise<void>;

  /** Takes one out of the list for good; it is kept, so that the same is not told again. False for somebody else's, a dismissed one, or none. */
  abstract dismiss(id: string, recipientId: string, at: Date): Promise<boolean>;

  /** Removes at most `limit` of those that are older, the dismissed too, the oldest first; one that is being changed waits for the next time. Answers how many. */
  abstract removeOlderThan(before: Date, limit: number): Promise<number>;
}

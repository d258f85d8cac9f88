import type { News } from '../news.js';

/**
 * Tells people. Each is told a thing once: whatever is repeated, delivered again or at the same time, there is one notification for a recipient,
 * a type, an actor and a target, also when the recipient has dismissed it; and about one comment there is one, whatever its type: the one that was told first.
 *
 * Nobody is told what he would not see (see NotificationReader), nor what he has switched off; of several reasons the first remains that
 * he has not. A recipient, an actor, a post or a comment that is not there is passed over.
 */
export abstract class NotificationWriter {
  /** One statement, whatever the number of people; none when there is nobody. */
  abstract tell(news: News): Promise<void>;
}

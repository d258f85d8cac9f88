import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import { postsEvents, type PostChanged } from '../../posts/index.js';
import { newsOfPost } from '../news.js';
import type { NotificationWriter } from '../ports/notification-writer.js';

/** Tells people whom a post names since it was changed; those who knew are not told again. */
export class TellOfChangedPost implements EventHandler<PostChanged> {
  readonly eventName = postsEvents.postChanged;

  constructor(private readonly writer: NotificationWriter) {}

  handle({ payload, occurredAt }: DomainEvent<PostChanged>): Promise<void> {
    return this.writer.tell(newsOfPost(payload, occurredAt));
  }
}

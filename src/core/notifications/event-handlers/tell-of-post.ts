import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import { postsEvents, type PostCreated } from '../../posts/index.js';
import { newsOfPost } from '../news.js';
import type { NotificationWriter } from '../ports/notification-writer.js';

/** Tells people that a new post names them. */
export class TellOfPost implements EventHandler<PostCreated> {
  readonly eventName = postsEvents.postCreated;

  constructor(private readonly writer: NotificationWriter) {}

  handle({ payload, occurredAt }: DomainEvent<PostCreated>): Promise<void> {
    return this.writer.tell(newsOfPost(payload, occurredAt));
  }
}

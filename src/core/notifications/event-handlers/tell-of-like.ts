import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import { postsEvents, type PostLiked } from '../../posts/index.js';
import { newsOfLike } from '../news.js';
import type { NotificationWriter } from '../ports/notification-writer.js';

/** Tells the author of a post who likes it. */
export class TellOfLike implements EventHandler<PostLiked> {
  readonly eventName = postsEvents.postLiked;

  constructor(private readonly writer: NotificationWriter) {}

  handle({ payload, occurredAt }: DomainEvent<PostLiked>): Promise<void> {
    return this.writer.tell(newsOfLike(payload, occurredAt));
  }
}

import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import { postsEvents, type CommentChanged } from '../../posts/index.js';
import { newsOfChangedComment } from '../news.js';
import type { NotificationWriter } from '../ports/notification-writer.js';

/** Tells people whom a comment names since it was changed; those who knew of it are not told again. */
export class TellOfChangedComment implements EventHandler<CommentChanged> {
  readonly eventName = postsEvents.commentChanged;

  constructor(private readonly writer: NotificationWriter) {}

  handle({ payload, occurredAt }: DomainEvent<CommentChanged>): Promise<void> {
    return this.writer.tell(newsOfChangedComment(payload, occurredAt));
  }
}

import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import { postsEvents, type CommentAdded } from '../../posts/index.js';
import { newsOfComment } from '../news.js';
import type { NotificationWriter } from '../ports/notification-writer.js';

/** Tells of a comment: whom it answers, whom it names, and whose post it is under. */
export class TellOfComment implements EventHandler<CommentAdded> {
  readonly eventName = postsEvents.commentAdded;

  constructor(private readonly writer: NotificationWriter) {}

  handle({ payload, occurredAt }: DomainEvent<CommentAdded>): Promise<void> {
    return this.writer.tell(newsOfComment(payload, occurredAt));
  }
}

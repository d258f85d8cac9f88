import type { DomainEvent, EventHandler } from '../../kernel/index.js';
import { profileEvents, type PersonFollowed } from '../../profiles/index.js';
import { newsOfFollow } from '../news.js';
import type { NotificationWriter } from '../ports/notification-writer.js';

/** Tells a person who follows him now. */
export class TellOfFollow implements EventHandler<PersonFollowed> {
  readonly eventName = profileEvents.personFollowed;

  constructor(private readonly writer: NotificationWriter) {}

  handle({ payload, occurredAt }: DomainEvent<PersonFollowed>): Promise<void> {
    return this.writer.tell(newsOfFollow(payload, occurredAt));
  }
}

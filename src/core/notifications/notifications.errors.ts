import { DomainError } from '../kernel/index.js';

/** Somebody else's, one that is deleted, or none. */
export class NotificationNotFound extends DomainError {
  constructor() {
    super('NOTIFICATION_NOT_FOUND', 'There is no such notification of yours');
  }
}

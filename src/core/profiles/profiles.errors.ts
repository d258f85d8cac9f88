import { DomainError } from '../kernel/index.js';

export class UserNotFound extends DomainError {
  constructor() {
    super('USER_NOT_FOUND', 'There is no such person');
  }
}

export class CannotFollowSelf extends DomainError {
  constructor() {
    super('CANNOT_FOLLOW_SELF', 'You cannot follow yourself');
  }
}

export class CannotBlockSelf extends DomainError {
  constructor() {
    super('CANNOT_BLOCK_SELF', 'You cannot block yourself');
  }
}

/** Only ever for a block of the caller's own: that somebody else blocked him is not told. */
export class Blocked extends DomainError {
  constructor() {
    super('BLOCKED', 'You have blocked this person; unblock first');
  }
}

import { DomainError } from '../kernel/index.js';

export class Unauthenticated extends DomainError {
  constructor(message = 'The access token is invalid or has expired') {
    super('UNAUTHENTICATED', message);
  }
}

export class UsernameTaken extends DomainError {
  constructor() {
    super('USERNAME_TAKEN', 'Somebody has this username', { username: ['is taken'] });
  }
}

export class UsernameReserved extends DomainError {
  constructor() {
    super('USERNAME_RESERVED', 'This username is reserved', { username: ['is reserved'] });
  }
}

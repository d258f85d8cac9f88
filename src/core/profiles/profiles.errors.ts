import { DomainError } from '../kernel/index.js';

export class UserNotFound extends DomainError {
  constructor() {
    super('USER_NOT_FOUND', 'There is no such person');
  }
}

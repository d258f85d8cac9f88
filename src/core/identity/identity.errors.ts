import { DomainError } from '../kernel/index.js';

export class Unauthenticated extends DomainError {
  constructor(message = 'The access token is invalid or has expired') {
    super('UNAUTHENTICATED', message);
  }
}

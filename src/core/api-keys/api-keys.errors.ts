import { DomainError } from '../kernel/index.js';

/** Not a key, or one that is unknown, expired or revoked, or whose owner is banned or gone: which, is not told. */
export class ApiKeyRefused extends DomainError {
  constructor() {
    super('UNAUTHENTICATED', 'The API key is invalid, expired or revoked');
  }
}

export class ApiKeyNotFound extends DomainError {
  constructor() {
    super('API_KEY_NOT_FOUND', 'There is no such API key, or it has expired or was revoked');
  }
}

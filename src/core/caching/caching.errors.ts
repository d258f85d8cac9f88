import { DomainError } from '../kernel/index.js';

export class CacheFamilyNotFound extends DomainError {
  constructor(family: string) {
    super('CACHE_FAMILY_NOT_FOUND', `Nothing is cached under the name ${family}`);
  }
}

/** The store did not take it: other instances may go on serving what was to be ended. */
export class CacheNotCleared extends DomainError {
  constructor(cause: unknown) {
    super('SERVICE_UNAVAILABLE', 'The shared store of the cache does not answer; try again in a moment');
    this.cause = cause;
  }
}

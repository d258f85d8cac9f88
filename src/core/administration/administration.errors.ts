import { DomainError } from '../kernel/index.js';

export class CannotModerateSelf extends DomainError {
  constructor() {
    super('CANNOT_MODERATE_SELF', 'Nobody bans or deletes himself, or changes his own role');
  }
}

/** The caller is no longer what he was when he called, or the other one is staff and he no administrator. */
export class StaffForbidden extends DomainError {
  constructor() {
    super('FORBIDDEN', 'You may not do this to this person');
  }
}

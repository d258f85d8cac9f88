import { DomainError } from '../kernel/index.js';

export class Unauthenticated extends DomainError {
  constructor(message = 'The access token is invalid or has expired') {
    super('UNAUTHENTICATED', message);
  }
}

export class InvalidCredentials extends DomainError {
  constructor() {
    super('INVALID_CREDENTIALS', 'The e-mail or the password is wrong');
  }
}

export class InvalidRefreshToken extends DomainError {
  constructor() {
    super('INVALID_REFRESH_TOKEN', 'The session is over; sign in again');
  }
}

/** One message for every reason: unknown, wrong, expired, used and tried too often cannot be told apart. */
export class InvalidCode extends DomainError {
  constructor() {
    super('INVALID_CODE', 'The code is wrong or no longer valid; ask for a new one');
  }
}

/** Only for somebody who knows the password. `details.userId` is what the verification calls take. */
export class EmailNotVerified extends DomainError {
  constructor(verificationRef: string) {
    super('EMAIL_NOT_VERIFIED', 'Confirm your e-mail address first', { userId: [verificationRef] });
  }
}

/** Only for somebody who knows the password. */
export class AccountBanned extends DomainError {
  constructor(until: Date | null) {
    super('ACCOUNT_BANNED', until ? `This account is banned until ${until.toISOString()}` : 'This account is banned');
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

/** `field` is the one of the body: `password` at sign-up, `newPassword` later; `details.password` is there in both cases. */
export class WeakPassword extends DomainError {
  constructor(fault: string) {
    super('WEAK_PASSWORD', `The password ${fault}`, { password: [fault] });
  }
}

export class WrongPassword extends DomainError {
  constructor() {
    super('WRONG_PASSWORD', 'The current password is wrong', { currentPassword: ['is wrong'] });
  }
}

export class SessionNotFound extends DomainError {
  constructor() {
    super('SESSION_NOT_FOUND', 'There is no such session of yours');
  }
}

/** Too many tries; `retryAfterSeconds` says when the next one counts. */
export class TooManyAttempts extends DomainError {
  constructor(readonly retryAfterSeconds: number) {
    super('RATE_LIMITED', `Too many attempts; try again in ${retryAfterSeconds} s`);
  }
}

/** More passwords wait to be hashed than this server takes on. */
export class HashingBusy extends DomainError {
  constructor() {
    super('SERVICE_UNAVAILABLE', 'The server is busy; try again shortly');
  }
}

import type { CodePurpose } from './one-time-code.js';

/** The language that stands first in a mail; the other follows in the same mail. */
export type MailLanguage = 'ka' | 'en';

/** Names of the events of this feature. Payloads never hold a password, token or code. */
export const identityEvents = {
  registrationRequested: 'identity.registration-requested',
  codeRequested: 'identity.code-requested',
  personVerified: 'identity.person-verified',
  refreshTokenReused: 'identity.refresh-token-reused',
  passwordChanged: 'identity.password-changed',
  adminEnsured: 'identity.admin-ensured',
} as const;

/** Somebody registered with this address, which may have had an account before. */
export type RegistrationRequested = { email: string; language: MailLanguage };
/** Somebody asked for a code; whether there is anybody to send it to is for the handler to find out. */
export type CodeRequested = { verificationRef: string; purpose: CodePurpose; language: MailLanguage };
export type PersonVerified = { userId: string };
/** An old refresh token came back: it was copied. The session is over already. */
export type RefreshTokenReused = { userId: string; sessionId: string };
export type PasswordChanged = { userId: string; how: 'changed' | 'reset' };
/** The account that the configuration names was made, or became an administrator's. */
export type AdminEnsured = { userId: string };

/** The payload of each event. */
export type IdentityEvents = {
  readonly [identityEvents.registrationRequested]: RegistrationRequested;
  readonly [identityEvents.codeRequested]: CodeRequested;
  readonly [identityEvents.personVerified]: PersonVerified;
  readonly [identityEvents.refreshTokenReused]: RefreshTokenReused;
  readonly [identityEvents.passwordChanged]: PasswordChanged;
  readonly [identityEvents.adminEnsured]: AdminEnsured;
};

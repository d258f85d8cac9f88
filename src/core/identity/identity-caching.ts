import { cacheTags, endsNothing, type Invalidations } from '../caching/index.js';
import { identityEvents, type IdentityEvents } from './identity-events.js';

/** Somebody who was not there for others is there now, under a name. */
const shown = (userId: string): string[] => [
  ...[cacheTags.user(userId), cacheTags.looks(userId), cacheTags.people, cacheTags.usernames],
];

/** See cacheTags for what hangs on which. Nobody sees an account before its address is proved. */
export const identityInvalidations: Invalidations<IdentityEvents> = {
  [identityEvents.registrationRequested]: endsNothing,
  [identityEvents.codeRequested]: endsNothing,
  [identityEvents.personVerified]: ({ userId }) => shown(userId),
  [identityEvents.refreshTokenReused]: endsNothing,
  // A reset proves the address too.
  [identityEvents.passwordChanged]: ({ userId }) => shown(userId),
  [identityEvents.adminEnsured]: ({ userId }) => shown(userId),
};

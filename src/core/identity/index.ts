export { Unauthenticated, UsernameReserved, UsernameTaken } from './identity.errors.js';
export { ActorReader } from './ports/actor-reader.js';
export { TokenIssuer, type AccessClaims } from './ports/token-issuer.js';
export { Authenticate } from './use-cases/authenticate.js';
export { isReservedUsername, isUsername, usernameKey, usernamePattern } from './username.js';

export type { OwnProfile } from './person.js';
export { OwnProfileReader } from './ports/own-profile-reader.js';
export { UserNotFound } from './profiles.errors.js';
export { GetOwnProfile } from './use-cases/get-own-profile.js';

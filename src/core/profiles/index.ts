export type { OwnProfile, PersonCard, PublicProfile } from './person.js';
export { CachedProfileReader, profileFamily, userIdFamily } from './cached-profile-reader.js';
export { OwnProfileReader } from './ports/own-profile-reader.js';
export { PersonDirectory } from './ports/person-directory.js';
export { ProfileReader, type PersonReference, type SeenProfile } from './ports/profile-reader.js';
export { PersonTags } from './person-tags.js';
export { ProfileRepository } from './ports/profile-repository.js';
export { type HeldPair, SocialGraph } from './ports/social-graph.js';
export { type PersonFollowed, profileEvents, type ProfileEvents } from './profile-events.js';
export { profilesInvalidations } from './profiles-caching.js';
export { changeProfile, type ProfileChanges, type ProfileFields, profileLimits } from './profile-fields.js';
export { Blocked, CannotBlockSelf, CannotFollowSelf, UserNotFound } from './profiles.errors.js';
export {
  assertMayBlock,
  assertMayFollow,
  assertMayUnfollow,
  isBanned,
  noRelation,
  type Relation,
  type Standing,
} from './relation.js';
export { personSearchDocument } from './search-text.js';
export { BlockPerson } from './use-cases/block-person.js';
export { ChangeOwnProfile } from './use-cases/change-own-profile.js';
export { FollowPerson } from './use-cases/follow-person.js';
export { GetOwnProfile } from './use-cases/get-own-profile.js';
export { GetProfile, type ProfileView } from './use-cases/get-profile.js';
export { ListBlocked } from './use-cases/list-blocked.js';
export { ListFollowers } from './use-cases/list-followers.js';
export { ListFollowing } from './use-cases/list-following.js';
export { SearchPeople } from './use-cases/search-people.js';
export { UnblockPerson } from './use-cases/unblock-person.js';
export { UnfollowPerson } from './use-cases/unfollow-person.js';

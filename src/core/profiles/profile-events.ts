/** Names of the events of this feature. Payloads hold ids (and names of fields) alone. */
export const profileEvents = {
  /** { followerId, followeeId } */
  personFollowed: 'profiles.person-followed',
  /** { followerId, followeeId }; also once for each follow that a block ended. */
  personUnfollowed: 'profiles.person-unfollowed',
  /** { blockerId, blockedId } */
  personBlocked: 'profiles.person-blocked',
  /** { blockerId, blockedId } */
  personUnblocked: 'profiles.person-unblocked',
  /** { userId, changed: names of fields } */
  profileChanged: 'profiles.profile-changed',
} as const;

export type PersonFollowed = { readonly followerId: string; readonly followeeId: string };
export type PersonBlocked = { readonly blockerId: string; readonly blockedId: string };
/** `changed`: names of the fields of ProfileFields, `avatar`, `cover`. */
export type ProfileChanged = { readonly userId: string; readonly changed: readonly string[] };

/** The payload of each event. */
export type ProfileEvents = {
  readonly [profileEvents.personFollowed]: PersonFollowed;
  readonly [profileEvents.personUnfollowed]: PersonFollowed;
  readonly [profileEvents.personBlocked]: PersonBlocked;
  readonly [profileEvents.personUnblocked]: PersonBlocked;
  readonly [profileEvents.profileChanged]: ProfileChanged;
};

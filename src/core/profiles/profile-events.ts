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

import { cacheTags, type Invalidations } from '../caching/index.js';
import { profileEvents, type ProfileEvents } from './profile-events.js';

/** Both counts, and what the follower gets to see: flags, his feed, posts for followers. */
const follow = (followerId: string, followeeId: string): string[] => [
  ...[cacheTags.user(followerId), cacheTags.user(followeeId), cacheTags.viewer(followerId)],
];

const block = (blockerId: string, blockedId: string): string[] => [cacheTags.viewer(blockerId), cacheTags.viewer(blockedId)];

/** What others show of him, by the field it is made of. */
const besideWhatHeDid: Readonly<Record<string, readonly string[]>> = {
  username: [cacheTags.people, cacheTags.usernames, cacheTags.renames],
  fullName: [cacheTags.people],
  avatar: [cacheTags.people],
  bio: [cacheTags.bios],
};

/** See cacheTags for what hangs on which. */
export const profilesInvalidations: Invalidations<ProfileEvents> = {
  [profileEvents.personFollowed]: ({ followerId, followeeId }) => follow(followerId, followeeId),
  [profileEvents.personUnfollowed]: ({ followerId, followeeId }) => follow(followerId, followeeId),
  [profileEvents.personBlocked]: ({ blockerId, blockedId }) => block(blockerId, blockedId),
  [profileEvents.personUnblocked]: ({ blockerId, blockedId }) => block(blockerId, blockedId),
  [profileEvents.profileChanged]: ({ userId, changed }) => [
    ...[cacheTags.user(userId), cacheTags.looks(userId), cacheTags.viewer(userId)],
    ...new Set(changed.flatMap((field) => besideWhatHeDid[field] ?? [])),
  ],
};

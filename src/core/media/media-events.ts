/** A picture is shown by nobody any more: its files and then its row go. Payload `{ mediaId }`. */
export const MEDIA_DETACHED = 'media.detached';

/** What others read of a person changed; the event of the feature profiles. Payload `{ userId, changed }`, `changed` being `['avatar']` or `['cover']`. */
export const PROFILE_CHANGED = 'profiles.profile-changed';

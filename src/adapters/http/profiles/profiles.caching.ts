import { cacheTags } from '../../../core/caching/index.js';
import { type PersonTags, UserNotFound } from '../../../core/profiles/index.js';
import type { RouteCache } from '../endpoint.js';
import { isPersonId } from './profiles.schemas.js';

const { bios, people, user, usernames } = cacheTags;

/** How late the end of a ban, which is no event, may be seen. */
const ttlSeconds = 300;
/** Nothing but the end of a ban is missing in what is older: who asks then has it made anew for the next one. */
const staleWhileRevalidateSeconds = 86_400;
const missing = { error: UserNotFound, seconds: 10 } as const;

export const cachedProfile: RouteCache<{ readonly username: string }> = {
  ttlSeconds,
  staleWhileRevalidateSeconds,
  tags: ({ params: { username } }) => (isPersonId(username) ? [user(username.toLowerCase())] : [usernames]),
  furtherTags: async ({ tags }: { readonly tags: PersonTags }, { params: { username } }) =>
    isPersonId(username) ? [] : tags.of(username),
  missing,
};

export const cachedFollows: RouteCache<{ readonly id: string }> = {
  ttlSeconds,
  tags: ({ params }) => [user(params.id), people],
  softTags: () => [bios],
  missing,
};

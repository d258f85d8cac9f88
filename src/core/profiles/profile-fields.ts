import { isReservedUsername, usernameKey, UsernameReserved } from '../identity/index.js';

/** What a person writes about himself. */
export interface ProfileFields {
  readonly username: string;
  readonly fullName: string;
  readonly bio: string | null;
  readonly location: string | null;
}

/** Fields left out keep their value. The texts are clean already (`plainText`, `plainLine`). */
export type ProfileChanges = { readonly [K in keyof ProfileFields]?: ProfileFields[K] | undefined };

/** Lengths in graphemes. */
export const profileLimits = {
  fullName: { min: 2, max: 100 },
  bio: { max: 160 },
  location: { max: 50 },
} as const;

/**
 * The fields after a change, and the names of those that differ. An empty bio or location is none. Somebody who has a reserved username
 * (an administrator) keeps it, in any letter case. Throws UsernameReserved.
 */
export function changeProfile(
  now: ProfileFields,
  changes: ProfileChanges,
): { readonly fields: ProfileFields; readonly changed: readonly (keyof ProfileFields)[] } {
  const fields: ProfileFields = {
    username: changes.username ?? now.username,
    fullName: changes.fullName ?? now.fullName,
    bio: changes.bio === undefined ? now.bio : changes.bio || null,
    location: changes.location === undefined ? now.location : changes.location || null,
  };
  if (usernameKey(fields.username) !== usernameKey(now.username) && isReservedUsername(fields.username)) {
    throw new UsernameReserved();
  }
  const names: (keyof ProfileFields)[] = ['username', 'fullName', 'bio', 'location'];
  return { fields, changed: names.filter((name) => fields[name] !== now[name]) };
}

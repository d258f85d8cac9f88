import { Blocked, CannotBlockSelf, CannotFollowSelf, UserNotFound } from './profiles.errors.js';

/** What stands between two people, from the first one's side. */
export interface Relation {
  readonly isFollowing: boolean;
  readonly isFollowedBy: boolean;
  readonly isBlocked: boolean;
  readonly isBlockedBy: boolean;
}

/** The state of an account, as far as it decides whether others see the person. */
export interface Standing {
  readonly isVerified: boolean;
  readonly bannedAt: Date | null;
  /** `null` beside a `bannedAt`: for good. */
  readonly bannedUntil: Date | null;
}

export const noRelation: Relation = { isFollowing: false, isFollowedBy: false, isBlocked: false, isBlockedBy: false };

export function isBanned({ bannedAt, bannedUntil }: Standing, at: Date): boolean {
  return bannedAt !== null && (bannedUntil === null || bannedUntil > at);
}

/**
 * Decides whether the first person may follow the second. A block of his own is named; that somebody blocked him is never told: the
 * other is then as unknown as an unverified or banned one.
 */
export function assertMayFollow(relation: Relation, other: Standing, at: Date): void {
  if (relation.isBlocked) throw new Blocked();
  if (relation.isBlockedBy || !other.isVerified || isBanned(other, at)) throw new UserNotFound();
}

/** Ending what is there is always possible; to anyone else the other must be visible, so that this call tells no more than following does. */
export function assertMayUnfollow(relation: Relation, other: Standing, at: Date): void {
  if (relation.isFollowing || relation.isBlocked) return;
  assertMayFollow(relation, other, at);
}

/** Banned people can be blocked (they come back), and so can those who blocked first: otherwise lifting a block for a moment would beat every defence. */
export function assertMayBlock(other: Standing): void {
  if (!other.isVerified) throw new UserNotFound();
}

export function assertNotSelf(actorId: string, personId: string, act: 'follow' | 'block'): void {
  if (actorId !== personId) return;
  throw act === 'follow' ? new CannotFollowSelf() : new CannotBlockSelf();
}

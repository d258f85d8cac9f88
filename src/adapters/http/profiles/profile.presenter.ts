import type { ObjectStorage } from '../../../core/media/index.js';
import type { PersonCard, ProfileView, Relation } from '../../../core/profiles/index.js';
import { pictureUrl, presentUser, type UserView } from './user.presenter.js';

/** `UserProfile` of the contract: for others `email` is empty and `phone` null. */
export interface UserProfileView extends UserView {
  readonly isFollowing: boolean;
  readonly isBlocked: boolean;
  readonly isBlockedBy: boolean;
}

export interface UserCardView {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly avatarUrl: string | null;
  readonly bio: string | null;
  readonly isFollowing: boolean;
}

/** What the caller may know of what stands between him and a person: never whether that person blocked him. */
export interface RelationshipView {
  readonly userId: string;
  readonly isFollowing: boolean;
  readonly isFollowedBy: boolean;
  readonly isBlocked: boolean;
}

export function presentProfile(view: ProfileView, storage: ObjectStorage): UserProfileView {
  const { isFollowing, isBlocked, isBlockedBy } = view.relation;
  const full = view.own ? view.profile : { ...view.profile, email: '', phone: null };
  return { ...presentUser(full, storage), isFollowing, isBlocked, isBlockedBy };
}

export function presentCard(card: PersonCard, storage: ObjectStorage): UserCardView {
  return {
    id: card.id,
    username: card.username,
    fullName: card.fullName,
    avatarUrl: pictureUrl(card.avatarKey, storage),
    bio: card.bio,
    isFollowing: card.isFollowing,
  };
}

export function presentRelationship(userId: string, relation: Relation): RelationshipView {
  return {
    userId,
    isFollowing: relation.isFollowing,
    isFollowedBy: relation.isFollowedBy,
    isBlocked: relation.isBlocked,
  };
}

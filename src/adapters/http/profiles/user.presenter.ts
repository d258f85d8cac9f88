import type { ObjectStorage } from '../../../core/media/index.js';
import type { OwnProfile } from '../../../core/profiles/index.js';

/** `User` of the contract: the full values, for the person himself. */
export interface UserView {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly fullName: string;
  readonly phone: string | null;
  readonly bio: string | null;
  readonly location: string | null;
  readonly avatarUrl: string | null;
  readonly coverUrl: string | null;
  readonly role: string;
  readonly isVerified: boolean;
  readonly followersCount: number;
  readonly followingCount: number;
  readonly postsCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function presentUser(profile: OwnProfile, storage: ObjectStorage): UserView {
  return {
    id: profile.id,
    email: profile.email,
    username: profile.username,
    fullName: profile.fullName,
    phone: profile.phone,
    bio: profile.bio,
    location: profile.location,
    avatarUrl: pictureUrl(profile.avatarKey, storage),
    coverUrl: pictureUrl(profile.coverKey, storage),
    role: profile.role,
    isVerified: profile.isVerified,
    followersCount: profile.followersCount,
    followingCount: profile.followingCount,
    postsCount: profile.postsCount,
    createdAt: profile.createdAt.toISOString(),
    updatedAt: profile.updatedAt.toISOString(),
  };
}

export function pictureUrl(key: string | null, storage: ObjectStorage): string | null {
  return key === null ? null : storage.urlFor(key);
}

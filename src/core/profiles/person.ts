import type { Role } from '../kernel/index.js';

/** What anyone may read about a person. */
export interface PublicProfile {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly bio: string | null;
  readonly location: string | null;
  /** Storage key of the picture. */
  readonly avatarKey: string | null;
  readonly coverKey: string | null;
  readonly role: Role;
  readonly isVerified: boolean;
  readonly followersCount: number;
  readonly followingCount: number;
  readonly postsCount: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Everything a person may read about himself. Others see `PublicProfile`; never more. */
export interface OwnProfile extends PublicProfile {
  readonly email: string;
  readonly phone: string | null;
}

/** A person in a list, as one viewer sees him. */
export interface PersonCard {
  readonly id: string;
  readonly username: string;
  readonly fullName: string;
  readonly avatarKey: string | null;
  readonly bio: string | null;
  /** The viewer follows this person. False for guests. */
  readonly isFollowing: boolean;
}

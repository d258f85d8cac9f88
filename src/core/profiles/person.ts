import type { Role } from '../kernel/index.js';

/** Everything a person may read about himself. Others see `PublicProfile`; never more. */
export interface OwnProfile {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly fullName: string;
  readonly phone: string | null;
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

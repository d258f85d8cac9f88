import type { Knex } from 'knex';
import type { Role } from '../../../core/kernel/index.js';
import type { PublicProfile } from '../../../core/profiles/index.js';

export interface PublicProfileRow {
  id: string;
  username: string;
  full_name: string;
  bio: string | null;
  location: string | null;
  avatar_key: string | null;
  cover_key: string | null;
  role: Role;
  email_verified_at: Date | null;
  followers_count: number;
  following_count: number;
  posts_count: number;
  created_at: Date;
  updated_at: Date;
}

/** What `toPublicProfile` reads, of `users as u` with its pictures `media as a` (avatar) and `media as c` (cover). */
export function profileColumns(db: Knex): (string | Knex.Raw)[] {
  return [
    ...['u.id', 'u.username', 'u.full_name', 'u.bio', 'u.location', 'u.role', 'u.email_verified_at'],
    ...['u.followers_count', 'u.following_count', 'u.posts_count', 'u.created_at', 'u.updated_at'],
    db.raw("a.variants -> 0 ->> 'key' as avatar_key"),
    db.raw("c.variants -> 0 ->> 'key' as cover_key"),
  ];
}

export function toPublicProfile(row: PublicProfileRow): PublicProfile {
  return {
    id: row.id,
    username: row.username,
    fullName: row.full_name,
    bio: row.bio,
    location: row.location,
    avatarKey: row.avatar_key,
    coverKey: row.cover_key,
    role: row.role,
    isVerified: row.email_verified_at !== null,
    followersCount: row.followers_count,
    followingCount: row.following_count,
    postsCount: row.posts_count,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

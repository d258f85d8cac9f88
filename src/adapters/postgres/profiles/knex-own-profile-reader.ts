import type { Role } from '../../../core/kernel/index.js';
import { type OwnProfile, OwnProfileReader } from '../../../core/profiles/index.js';
import type { KnexSession } from '../knex-session.js';

interface OwnProfileRow {
  id: string;
  email: string;
  username: string;
  full_name: string;
  phone: string | null;
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

export class KnexOwnProfileReader extends OwnProfileReader {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async find(userId: string): Promise<OwnProfile | undefined> {
    const { db } = this.session;
    const row = await db('users as u')
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .leftJoin('media as c', 'c.id', 'u.cover_id')
      .where('u.id', userId)
      .first<OwnProfileRow | undefined>(
        'u.*',
        db.raw("a.variants -> 0 ->> 'key' as avatar_key"),
        db.raw("c.variants -> 0 ->> 'key' as cover_key"),
      );
    return row && toOwnProfile(row);
  }
}

function toOwnProfile(row: OwnProfileRow): OwnProfile {
  return {
    id: row.id,
    email: row.email,
    username: row.username,
    fullName: row.full_name,
    phone: row.phone,
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

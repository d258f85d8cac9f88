import { isUsername, usernameKey } from '../../../core/identity/index.js';
import type { Clock, Role } from '../../../core/kernel/index.js';
import { type PersonReference, ProfileReader, type PublicProfile, type SeenProfile } from '../../../core/profiles/index.js';
import type { KnexSession } from '../knex-session.js';
import { relationColumns, type RelationRow, toRelation } from './relation-columns.js';
import { profileShownTo } from './visibility.js';

interface PublicProfileRow {
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

const columns = [
  ...['u.id', 'u.username', 'u.full_name', 'u.bio', 'u.location', 'u.role', 'u.email_verified_at'],
  ...['u.followers_count', 'u.following_count', 'u.posts_count', 'u.created_at', 'u.updated_at'],
];

export class KnexProfileReader extends ProfileReader {
  constructor(
    private readonly session: KnexSession,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async find(person: PersonReference, viewerId: string | undefined): Promise<SeenProfile | undefined> {
    // Other letters can become ASCII in lower case (the Kelvin sign): only what can be a username is looked up as one.
    if ('username' in person && !isUsername(person.username)) return undefined;
    const { db } = this.session;
    const row = await db('users as u')
      .leftJoin('media as a', 'a.id', 'u.avatar_id')
      .leftJoin('media as c', 'c.id', 'u.cover_id')
      .where('id' in person ? { 'u.id': person.id } : { 'u.username_key': usernameKey(person.username) })
      .modify(profileShownTo, viewerId, this.clock.now())
      .first<(PublicProfileRow & RelationRow) | undefined>([
        ...columns,
        db.raw("a.variants -> 0 ->> 'key' as avatar_key"),
        db.raw("c.variants -> 0 ->> 'key' as cover_key"),
        ...relationColumns(db, viewerId),
      ]);
    return row && { profile: toPublicProfile(row), relation: toRelation(row) };
  }
}

function toPublicProfile(row: PublicProfileRow): PublicProfile {
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

import { type OwnProfile, OwnProfileReader } from '../../../core/profiles/index.js';
import type { KnexSession } from '../knex-session.js';
import { profileColumns, type PublicProfileRow, toPublicProfile } from './profile-row.js';

interface OwnProfileRow extends PublicProfileRow {
  email: string;
  phone: string | null;
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
      .first<OwnProfileRow | undefined>([...profileColumns(db), 'u.email', 'u.phone']);
    return row && { ...toPublicProfile(row), email: row.email, phone: row.phone };
  }
}

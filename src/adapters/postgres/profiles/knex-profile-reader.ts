import { isUsername, usernameKey } from '../../../core/identity/index.js';
import type { Clock } from '../../../core/kernel/index.js';
import { type PersonReference, ProfileReader, type SeenProfile } from '../../../core/profiles/index.js';
import type { KnexSession } from '../knex-session.js';
import { profileColumns, type PublicProfileRow, toPublicProfile } from './profile-row.js';
import { relationColumns, type RelationRow, toRelation } from './relation-columns.js';
import { profileShownTo } from './visibility.js';

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
      .first<(PublicProfileRow & RelationRow) | undefined>([...profileColumns(db), ...relationColumns(db, viewerId)]);
    return row && { profile: toPublicProfile(row), relation: toRelation(row) };
  }
}

import { type HeldPair, SocialGraph } from '../../../core/profiles/index.js';
import type { KnexSession } from '../knex-session.js';
import { relationColumns, type RelationRow, toRelation } from './relation-columns.js';

interface PersonRow {
  id: string;
  email_verified_at: Date | null;
  banned_at: Date | null;
  banned_until: Date | null;
}

export class KnexSocialGraph extends SocialGraph {
  constructor(private readonly session: KnexSession) {
    super();
  }

  /**
   * Locks both rows of `users`, the lower id first: whoever changes anything between two people meets here, in the same order. What stands
   * between them is read by a statement of its own, since the locking one may have waited with a snapshot from before. `no key` lets rows
   * that only refer to these people be written meanwhile.
   */
  override async hold(personId: string, otherId: string): Promise<HeldPair | undefined> {
    const { db } = this.session;
    const people = await db<PersonRow>('users')
      .whereIn('id', [personId, otherId])
      .orderBy('id')
      .forNoKeyUpdate()
      .select('id', 'email_verified_at', 'banned_at', 'banned_until');
    const other = people.find(({ id }) => id === otherId);
    if (!other || people.length !== 2) return undefined;
    const relation = await db('users as u').where('u.id', otherId).first<RelationRow>(relationColumns(db, personId));
    return {
      relation: toRelation(relation),
      other: { isVerified: other.email_verified_at !== null, bannedAt: other.banned_at, bannedUntil: other.banned_until },
    };
  }

  override async addFollow(followerId: string, followeeId: string, at: Date): Promise<boolean> {
    const added = await this.session
      .db('follows')
      .insert({ follower_id: followerId, followee_id: followeeId, created_at: at })
      .onConflict()
      .ignore()
      .returning('follower_id');
    if (added.length === 0) return false;
    await this.#count(followerId, followeeId, 1);
    return true;
  }

  override async removeFollow(followerId: string, followeeId: string): Promise<boolean> {
    const removed = await this.session.db('follows').where({ follower_id: followerId, followee_id: followeeId }).delete();
    if (removed === 0) return false;
    await this.#count(followerId, followeeId, -1);
    return true;
  }

  override async addBlock(blockerId: string, blockedId: string, at: Date): Promise<boolean> {
    const added = await this.session
      .db('blocks')
      .insert({ blocker_id: blockerId, blocked_id: blockedId, created_at: at })
      .onConflict()
      .ignore()
      .returning('blocker_id');
    return added.length > 0;
  }

  override async removeBlock(blockerId: string, blockedId: string): Promise<boolean> {
    return (await this.session.db('blocks').where({ blocker_id: blockerId, blocked_id: blockedId }).delete()) > 0;
  }

  /** Both counters of one follow that came or went. Both rows are held already. */
  async #count(followerId: string, followeeId: string, change: 1 | -1): Promise<void> {
    const { db } = this.session;
    await db('users').where('id', followerId).increment('following_count', change);
    await db('users').where('id', followeeId).increment('followers_count', change);
  }
}

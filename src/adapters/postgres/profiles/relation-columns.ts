import type { Knex } from 'knex';
import type { Relation } from '../../../core/profiles/index.js';

export interface RelationRow {
  is_following: boolean;
  is_followed_by: boolean;
  is_blocked: boolean;
  is_blocked_by: boolean;
}

/** Columns of `RelationRow` for a query over `users as u`: what stands between this person (nothing for a guest) and `u`. */
export function relationColumns(db: Knex, personId: string | undefined): Knex.Raw[] {
  const person = [personId ?? null];
  return [
    db.raw('exists (select 1 from follows f where f.follower_id = ? and f.followee_id = u.id) as is_following', person),
    db.raw('exists (select 1 from follows f where f.follower_id = u.id and f.followee_id = ?) as is_followed_by', person),
    db.raw('exists (select 1 from blocks b where b.blocker_id = ? and b.blocked_id = u.id) as is_blocked', person),
    db.raw('exists (select 1 from blocks b where b.blocker_id = u.id and b.blocked_id = ?) as is_blocked_by', person),
  ];
}

export function toRelation(row: RelationRow): Relation {
  return {
    isFollowing: row.is_following,
    isFollowedBy: row.is_followed_by,
    isBlocked: row.is_blocked,
    isBlockedBy: row.is_blocked_by,
  };
}

import type { Knex } from 'knex';

/*
 * Who sees whom, in SQL: conditions on a query over `users as u`. The viewer is an id, or `undefined` for a guest (a block with nobody is
 * never there). The same rule as core/profiles/relation.ts decides for changes.
 */

/** Verified, and not banned at this time. */
export function inGoodStanding(query: Knex.QueryBuilder, at: Date): void {
  query
    .whereNotNull('u.email_verified_at')
    .where((free) => void free.whereNull('u.banned_at').orWhere('u.banned_until', '<=', at));
}

/** For lists: in good standing, and no block in either direction. */
export function listedFor(query: Knex.QueryBuilder, viewerId: string | undefined, at: Date): void {
  inGoodStanding(query, at);
  if (viewerId === undefined) return;
  query
    .whereRaw('not exists (select 1 from blocks b where b.blocker_id = u.id and b.blocked_id = ?)', [viewerId])
    .whereRaw('not exists (select 1 from blocks b where b.blocker_id = ? and b.blocked_id = u.id)', [viewerId]);
}

/** For a profile and what hangs on it: oneself always; others in good standing who have not blocked the viewer. */
export function profileShownTo(query: Knex.QueryBuilder, viewerId: string | undefined, at: Date): void {
  query.where((shown) => {
    shown.where((others) => {
      inGoodStanding(others, at);
      if (viewerId === undefined) return;
      others.whereRaw('not exists (select 1 from blocks b where b.blocker_id = u.id and b.blocked_id = ?)', [viewerId]);
    });
    if (viewerId !== undefined) shown.orWhere('u.id', viewerId);
  });
}

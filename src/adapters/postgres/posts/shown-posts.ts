import type { Knex } from 'knex';

/*
 * Who sees which post, in SQL: a condition on a query over `posts as p join users as u on u.id = p.author_id`. A guest is a viewer `null`: nobody
 * follows, blocks or is him.
 */

/** Whether a post `o` of `users ou` may be shown inside another one. */
export const originalRule = `
  o.deleted_at is null and o.visibility = 'PUBLIC'
  and (o.author_id = :viewer
    or (ou.email_verified_at is not null
      and (ou.banned_at is null or ou.banned_until <= :now)
      and not exists (select 1 from blocks b where b.blocker_id = o.author_id and b.blocked_id = :viewer)
      and not exists (select 1 from blocks b where b.blocker_id = :viewer and b.blocked_id = o.author_id)))`;

/** Whether a post is no plain repost, or one of a post that is shown. */
export const originalShown = [
  `(p.repost_of_id is null or p.content <> '' or exists (
    select 1 from posts o join users ou on ou.id = o.author_id where o.id = p.repost_of_id and`,
  originalRule,
  '))',
].join('');

/** The rule of PostReader, but for plain reposts. */
const postShown = `
  p.deleted_at is null
  and (p.author_id = :viewer
    or (u.email_verified_at is not null
      and (u.banned_at is null or u.banned_until <= :now)
      and (p.visibility = 'PUBLIC' or (p.visibility = 'FOLLOWERS'
        and exists (select 1 from follows f where f.follower_id = :viewer and f.followee_id = p.author_id)))
      and not exists (select 1 from blocks b where b.blocker_id = p.author_id and b.blocked_id = :viewer)
      and not exists (select 1 from blocks b where b.blocker_id = :viewer and b.blocked_id = p.author_id)))`;

/** For `modify`: only posts that this viewer gets to see at this time. */
export function shownTo(query: Knex.QueryBuilder, viewerId: string | undefined, at: Date): void {
  const values = { viewer: viewerId ?? null, now: at };
  query.whereRaw(postShown, values).whereRaw(originalShown, values);
}

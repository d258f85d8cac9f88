import type { Knex } from 'knex';

/*
 * What a recipient gets to see, in SQL: for a query over `n`, rows of `notifications` or rows that are to become some, joined with their actors,
 * `users as u on u.id = n.actor_id`. The same decides what is told and what is read. The recipient is an id where there is one, so that whatever
 * the planner hashes is a part of a table, his follows and blocks; a column where each row has its own.
 */

/** The rule of NotificationReader. `pu` is the author of the post. */
const shown = `
  u.email_verified_at is not null
  and (u.banned_at is null or u.banned_until <= :now)
  and not exists (select 1 from blocks b where b.blocker_id = :recipient and b.blocked_id = n.actor_id)
  and not exists (select 1 from blocks b where b.blocker_id = n.actor_id and b.blocked_id = :recipient)
  and (n.comment_id is null or (c.id is not null and c.deleted_at is null))
  and (n.post_id is null or (p.id is not null and p.deleted_at is null
    and (p.author_id = :recipient
      or (pu.email_verified_at is not null
        and (pu.banned_at is null or pu.banned_until <= :now)
        and (p.visibility = 'PUBLIC' or (p.visibility = 'FOLLOWERS'
          and exists (select 1 from follows f where f.follower_id = :recipient and f.followee_id = p.author_id)))
        and not exists (select 1 from blocks b where b.blocker_id = p.author_id and b.blocked_id = :recipient)
        and not exists (select 1 from blocks b where b.blocker_id = :recipient and b.blocked_id = p.author_id)))))`;

/** For `modify`: only what its recipient gets to see at this time. Brings in the post, `posts as p`, and the comment, `comments as c`. */
export function shownToRecipient(query: Knex.QueryBuilder, recipient: string | Knex.Ref<string, object>, at: Date): void {
  query
    .leftJoin('comments as c', 'c.id', 'n.comment_id')
    .leftJoin('posts as p', 'p.id', 'n.post_id')
    .leftJoin('users as pu', 'pu.id', 'p.author_id')
    .whereRaw(shown, { recipient, now: at });
}

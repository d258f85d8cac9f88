import type { Knex } from 'knex';

/*
 * Every counter of the community from the rows it counts, as the comments on the columns say. The rows with the counters are locked first, by one
 * statement: the next one sees whatever was committed before it got them.
 */

export async function recountPosts(trx: Knex, ids: string[]): Promise<void> {
  await trx.raw('select id from posts where id = any(?) order by id for no key update', [ids]);
  await trx.raw(
    `update posts p set
       like_count = (select count(*) from post_likes l where l.post_id = p.id),
       comment_count = (select count(*) from comments c where c.post_id = p.id and c.deleted_at is null),
       repost_count = (select count(*) from posts r where r.repost_of_id = p.id and r.deleted_at is null)
     where p.id = any(?)`,
    [ids],
  );
}

export async function recountComments(trx: Knex, ids: string[]): Promise<void> {
  await trx.raw('select id from comments where id = any(?) order by id for no key update', [ids]);
  await trx.raw(
    `update comments c set
       like_count = (select count(*) from comment_likes l where l.comment_id = c.id),
       replies_count = (select count(*) from comments r where r.deleted_at is null
         and case when c.root_id is null then r.root_id = c.id else r.parent_id = c.id end)
     where c.id = any(?)`,
    [ids],
  );
}

export async function recountAuthors(trx: Knex, ids: string[]): Promise<void> {
  await trx.raw('select id from users where id = any(?) order by id for no key update', [ids]);
  await trx.raw(
    `update users u set (posts_count, last_post_at) = (
       select count(*), max(p.created_at) from posts p
       where p.author_id = u.id and p.deleted_at is null and p.visibility <> 'PRIVATE')
     where u.id = any(?)`,
    [ids],
  );
}

export async function recountHashtags(trx: Knex, ids: string[]): Promise<void> {
  await trx.raw('select id from hashtags where id = any(?) order by name collate "C" for no key update', [ids]);
  await trx.raw(
    `update hashtags h set posts_count = (
       select count(*) from post_hashtags t join posts p on p.id = t.post_id
       where t.hashtag_id = h.id and p.deleted_at is null and p.visibility = 'PUBLIC')
     where h.id = any(?)`,
    [ids],
  );
}

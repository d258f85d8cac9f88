import type { Knex } from 'knex';
import type { IdGenerator } from '../../../core/kernel/index.js';
import type { Post } from '../../../core/posts/index.js';

type Tagged = Pick<Post, 'id' | 'hashtags' | 'visibility' | 'createdAt'>;

/** One statement for all names, in one order for everybody: rows of hashtags are locked by name. */
const write = `
  with d as (
    select * from unnest(cast(:ids as uuid[]), cast(:names as text[]), cast(:changes as integer[])) as d (id, name, change)
  ), tags as (
    insert into hashtags (id, name, posts_count)
    select id, name, greatest(change, 0) from d order by name collate "C"
    on conflict (name) do update
      set posts_count = hashtags.posts_count + (select d.change from d where d.name = excluded.name)
    returning id, name
  ), gone as (
    delete from post_hashtags where post_id = :post and hashtag_id in (select id from tags where not name = any(:kept))
  )
  insert into post_hashtags (hashtag_id, post_id, created_at)
  select id, :post, :at from tags where name = any(:kept)
  on conflict do nothing`;

/** Ties a post to its hashtags after a change; each counts its live public posts. Nothing happens where nothing changed. */
export async function retag(db: Knex, ids: IdGenerator, before: Tagged, after: Tagged): Promise<void> {
  const worth = ({ visibility }: Tagged): number => (visibility === 'PUBLIC' ? 1 : 0);
  const names = [...new Set([...before.hashtags, ...after.hashtags])].filter(
    (name) => before.hashtags.includes(name) !== after.hashtags.includes(name) || worth(before) !== worth(after),
  );
  if (names.length === 0) return;
  const count = (post: Tagged, name: string): number => (post.hashtags.includes(name) ? worth(post) : 0);
  await db.raw(write, {
    ids: names.map(() => ids.next()),
    names,
    changes: names.map((name) => count(after, name) - count(before, name)),
    kept: [...after.hashtags],
    post: after.id,
    at: after.createdAt,
  });
}

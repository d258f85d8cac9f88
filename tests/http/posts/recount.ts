import type { TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';

/** Everything that counts posts and reactions, counted anew from the rows. */
const recount = `
  select 'user' as what, u.username as name from users u
    left join lateral (select count(*) as posts, max(p.created_at) as last from posts p
      where p.author_id = u.id and p.deleted_at is null and p.visibility <> 'PRIVATE') c on true
    where u.posts_count <> c.posts or u.last_post_at is distinct from c.last
  union all
  select 'hashtag', h.name from hashtags h where h.posts_count <> (select count(*) from post_hashtags t join posts p on p.id = t.post_id
    where t.hashtag_id = h.id and p.deleted_at is null and p.visibility = 'PUBLIC')
  union all
  select 'likes', p.id::text from posts p where p.like_count <> (select count(*) from post_likes l where l.post_id = p.id)
  union all
  select 'reposts', p.id::text from posts p where p.deleted_at is null
    and p.repost_count <> (select count(*) from posts r where r.repost_of_id = p.id and r.deleted_at is null)
  union all
  select 'tags', p.id::text from posts p where case when p.deleted_at is null then cardinality(p.hashtags) else 0 end
    <> (select count(*) from post_hashtags t where t.post_id = p.id)
  union all
  select 'picture', m.id::text from media m where m.kind = 'post'
    and (m.status = 'attached') <> exists (select 1 from post_images i where i.media_id = m.id)
  union all
  select 'deleted', p.id::text from posts p where p.deleted_at is not null
    and (exists (select 1 from post_images i where i.post_id = p.id) or exists (select 1 from post_search s where s.post_id = p.id))`;

/** What is counted wrong, or hangs on what is gone; nothing when all is well. */
export async function wrongCounts(app: TestApp): Promise<unknown[]> {
  return ((await app.knex.raw(recount)) as { rows: unknown[] }).rows;
}

/** How many posts a hashtag counts. */
export async function tagCount(app: TestApp, name: string): Promise<number | undefined> {
  const row = await app.knex('hashtags').where({ name }).first<{ posts_count: number } | undefined>('posts_count');
  return row?.posts_count;
}

/** `postsCount` of a profile. */
export async function postsCount(app: TestApp, { id }: Person): Promise<number> {
  return (await app.http.get(`/api/v1/users/${id}`).expect(200)).body.data.postsCount as number;
}

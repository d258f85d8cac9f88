import { type Filling, write, writeInParts } from './filling.js';
import { pictureOf } from './pictures.js';
import { kilometres } from './texts.js';

/** What follows a text: a distance, and its hashtags. In a form of its own for each column. */
const suffixes = `
  select p.n,
    case when p.distance is null then '' else ' ' || p.distance || ' ' end as distance,
    coalesce(t.content, '') as content, coalesce(t.folded, '') as folded, coalesce(t.latin, '') as latin, coalesce(t.more, '') as more,
    coalesce(t.names, '{}') as names
  from bench_data.posts p
  left join (
    select pt.post, array_agg(tag.name order by pt.position) as names,
      string_agg(' ' || tag.content, '' order by pt.position) as content,
      string_agg(' ' || tag.folded, '' order by pt.position) as folded,
      string_agg(' ' || tag.latin, '' order by pt.position) as latin,
      string_agg(tag.more, '' order by pt.position) as more
    from bench_data.post_tags pt join bench_data.tags tag on tag.n = pt.tag
    where pt.post >= :low and pt.post < :high
    group by pt.post
  ) t on t.post = p.n
  where p.n >= :low and p.n < :high`;

const insertRows = [
  'with suffix as (',
  suffixes,
  `)
  insert into posts (id, author_id, content, visibility, hashtags, like_count, comment_count, created_at, updated_at)
  select p.id, author.id, t.content || s.distance || case when s.distance = '' then '' else :content end || s.content, p.visibility, s.names,
    p.likes, p.comments, bench_data.at(p.ms), bench_data.at(p.ms)
  from bench_data.posts p
  join suffix s using (n)
  join bench_data.texts t on t.n = p.text
  join bench_data.people author on author.n = p.author
  order by p.n`,
].join('\n');

const insertWords = [
  'with suffix as (',
  suffixes,
  `)
  insert into post_search (post_id, folded, latin)
  select p.id, t.folded || s.distance || case when s.distance = '' then '' else :folded end || s.folded,
    t.latin || s.distance || case when s.distance = '' then '' else :latin end || s.latin || t.more || s.more
  from bench_data.posts p
  join suffix s using (n)
  join bench_data.texts t on t.n = p.text
  order by p.n`,
].join('\n');

export async function insertPosts(filling: Filling): Promise<void> {
  const { posts } = filling.plan;
  const { content, folded, latin } = kilometres();
  await writeInParts(filling, 'posts', posts, insertRows, { content });
  await writeInParts(filling, 'search texts', posts, insertWords, { folded, latin });
  await writeInParts(
    filling,
    'pictures',
    posts,
    `with picture as (
       select bench_data.id(p.ms, p.n * cast(10 as bigint) + k, 30) as id, p.id as post, k as position, author.id as owner, bench_data.at(p.ms) as at
       from bench_data.posts p
       cross join lateral generate_series(0, p.images - 1) k
       join bench_data.people author on author.n = p.author
       where p.n >= :low and p.n < :high
     ), stored as (
       insert into media (id, owner_id, kind, status, variants, blurhash, created_at, updated_at)
       select id, owner, 'post', 'attached', cast(replace(:variants, :placeholder, cast(id as text)) as jsonb), :blurhash, at, at from picture
     )
     insert into post_images (post_id, position, media_id) select post, position, id from picture order by post, position`,
    pictureOf('post'),
  );
}

/** The names, where they are used, and how often in public posts. */
export async function insertHashtags(filling: Filling): Promise<void> {
  const { knex, plan, progress } = filling;
  await progress.stage('hashtags', async (done) => {
    done(
      await write(
        knex,
        `insert into hashtags (id, name, posts_count)
         select t.id, t.name, count(p.n)
         from bench_data.tags t
         left join bench_data.post_tags pt on pt.tag = t.n
         left join bench_data.posts p on p.n = pt.post and p.visibility = 'PUBLIC'
         group by t.n`,
      ),
    );
  });
  await writeInParts(
    filling,
    'hashtags of posts',
    plan.posts,
    `insert into post_hashtags (hashtag_id, post_id, created_at)
     select t.id, p.id, bench_data.at(p.ms)
     from bench_data.post_tags pt
     join bench_data.posts p on p.n = pt.post
     join bench_data.tags t on t.n = pt.tag
     where pt.post >= :low and pt.post < :high`,
  );
}

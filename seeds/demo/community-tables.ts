import type { Knex } from 'knex';
import { stableId } from '../reference.js';
import type { Community, PostRow } from './community.js';
import { recountAuthors, recountComments, recountHashtags, recountPosts } from './counters.js';
import { demoPosts } from './posts.js';
import { hashtagsIn } from '../../src/core/posts/index.js';
import { searchDocument } from '../../src/core/search/index.js';

const hashtagId = (name: string): string => stableId(`demo:hashtag:${name}`);

/** Of hashtags that the demo made, where nobody had made them before. */
const ownHashtagIds = [...new Set(demoPosts.flatMap(({ text }) => hashtagsIn(text)))].map(hashtagId);

/** Writes all of it, a table at a time, and the counters. Authors and pictures (`media`) are there already. */
export async function insertCommunity(trx: Knex, community: Community): Promise<void> {
  const { posts, comments } = community;
  await insertAll(trx, 'posts', posts);
  await insertAll(trx, 'post_images', community.images);
  await insertAll(trx, 'post_search', community.search);
  await insertAll(trx, 'post_mentions', community.mentions);
  await insertAll(trx, 'post_likes', community.likes);
  await insertAll(trx, 'post_saves', community.saves);
  await insertAll(trx, 'comments', comments);
  const words = comments.map(({ id, content }) => ({ comment_id: id, ...searchDocument(content) }));
  await insertAll(trx, 'comment_search', words);
  await insertAll(trx, 'comment_likes', community.commentLikes);
  await recountPosts(trx, posts.map(idOf));
  await recountComments(trx, comments.map(idOf));
  await recountAuthors(trx, [...new Set(posts.map(({ author_id: author }) => author))]);
  await insertHashtags(trx, posts);
}

const idOf = ({ id }: { readonly id: string }): string => id;

async function insertAll(trx: Knex, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await trx(table).insert([...rows]);
}

async function insertHashtags(trx: Knex, posts: readonly PostRow[]): Promise<void> {
  const names = [...new Set(posts.flatMap(({ hashtags }) => hashtags))];
  await trx.raw(
    `insert into hashtags (id, name)
     select id, name from unnest(cast(? as uuid[]), cast(? as text[])) as d (id, name) order by name collate "C"
     on conflict (name) do nothing`,
    [names.map(hashtagId), names],
  );
  const tags = await trx('hashtags').whereIn('name', names).select<{ id: string; name: string }[]>('id', 'name');
  const ids = new Map(tags.map(({ id, name }) => [name, id]));
  const rows = posts.flatMap(({ id, hashtags, created_at: at }) =>
    hashtags.map((name) => ({ hashtag_id: ids.get(name), post_id: id, created_at: at })),
  );
  await insertAll(trx, 'post_hashtags', rows);
  await recountHashtags(trx, tags.map(idOf));
}

/** What other people see change when everything of these people goes. */
const touched = {
  posts: `
    select post_id as id from post_likes where user_id = any(:people)
    union select post_id from comments where author_id = any(:people)
    union select repost_of_id from posts where author_id = any(:people) and repost_of_id is not null`,
  comments: `
    select comment_id as id from comment_likes where user_id = any(:people)
    union select parent_id from comments where author_id = any(:people) and parent_id is not null
    union select root_id from comments where author_id = any(:people) and root_id is not null`,
  hashtags: `
    select t.hashtag_id as id from post_hashtags t join posts p on p.id = t.post_id where p.author_id = any(:people)
    union select id from hashtags where id = any(:own)`,
} as const;

/** A plain repost shows nothing without its original: other people's of these people's posts go as well. */
const removeReposts = `
  delete from posts r using posts o
  where o.id = r.repost_of_id and o.author_id = any(:people) and r.author_id <> all(:people) and r.content = ''
    and not exists (select 1 from post_images i where i.post_id = r.id)
  returning r.author_id as id`;

/**
 * Removes what these people have written, liked and passed on, with all that hangs on it, and the hashtags of the demo that no post has any more.
 * Of what other people have the counters are made anew.
 */
export async function removeCommunity(trx: Knex, people: string[]): Promise<void> {
  const find = async (sql: string): Promise<string[]> => {
    const { rows } = await trx.raw<{ rows: { id: string }[] }>(sql, { people, own: ownHashtagIds });
    return rows.map(idOf);
  };
  const [posts, comments, hashtags] = [await find(touched.posts), await find(touched.comments), await find(touched.hashtags)];
  await trx.raw('select id from posts where id = any(?) or author_id = any(?) order by id for no key update', [posts, people]);
  const reposters = await find(removeReposts);
  await trx('posts').whereIn('author_id', people).del();
  await trx('comments').whereIn('author_id', people).del();
  await trx('post_likes').whereIn('user_id', people).del();
  await trx('comment_likes').whereIn('user_id', people).del();
  await recountPosts(trx, posts);
  await recountComments(trx, comments);
  await recountAuthors(trx, reposters);
  await recountHashtags(trx, hashtags);
  await trx.raw(
    `delete from hashtags h where id = any(?) and not exists (select 1 from post_hashtags t where t.hashtag_id = h.id)`,
    [ownHashtagIds],
  );
}

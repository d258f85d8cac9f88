import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import type { PostVisibility } from '../../../src/core/posts/index.js';
import type { FeedWorld, PostWishes } from '../../contracts/feed-world.js';
import { PeopleTables } from './people-tables.js';

const ids = new UuidV7Generator();

/** What is derived from rows, counted anew from them. */
const recountAuthors = `
  update users u set
    posts_count = (select count(*) from posts p where p.author_id = u.id and p.deleted_at is null and p.visibility <> 'PRIVATE'),
    last_post_at = (select max(p.created_at) from posts p
      where p.author_id = u.id and p.deleted_at is null and p.visibility <> 'PRIVATE')
  where u.id = any(?)`;
const recountPosts = `
  update posts p set
    like_count = (select count(*) from post_likes l where l.post_id = p.id),
    comment_count = (select count(*) from comments c where c.post_id = p.id and c.deleted_at is null),
    repost_count = (select count(*) from posts r where r.repost_of_id = p.id and r.deleted_at is null)
  where p.id = any(?)`;
const recountHashtags = `
  update hashtags h set posts_count = (select count(*) from post_hashtags t join posts p on p.id = t.post_id
    where t.hashtag_id = h.id and p.deleted_at is null and p.visibility = 'PUBLIC')
  where h.id in (select hashtag_id from post_hashtags where post_id = any(?))`;

/** Posts and what people do with them, written straight into the tables. Keeps every counter right. */
export class FeedTables extends PeopleTables implements FeedWorld {
  async post(wishes: PostWishes): Promise<string> {
    const [id = ''] = await this.posts([wishes]);
    return id;
  }

  async posts(wishes: readonly PostWishes[]): Promise<string[]> {
    if (wishes.length === 0) return [];
    const knex = this.knex();
    const rows = wishes.map((wish) => {
      const { authorId, at = this.now(), visibility = 'PUBLIC', repostOfId = null, deleted = false, hashtags = [] } = wish;
      const content = wish.content ?? (repostOfId === null ? 'hello' : '');
      const deletedAt = deleted ? at : null;
      return {
        id: ids.next(),
        author_id: authorId,
        content,
        visibility,
        repost_of_id: repostOfId,
        hashtags: [...hashtags],
        created_at: at,
        updated_at: at,
        deleted_at: deletedAt,
      };
    });
    await knex('posts').insert(rows);
    for (const { id, hashtags, created_at, deleted_at } of rows) if (!deleted_at) await this.#tag(id, hashtags, created_at);
    const originals = rows.flatMap(({ repost_of_id }) => repost_of_id ?? []);
    await this.#recount(
      rows.map(({ id }) => id).concat(originals),
      rows.map(({ author_id }) => author_id),
    );
    return rows.map(({ id }) => id);
  }

  async deletePost(postId: string): Promise<void> {
    await this.#change(postId, { deleted_at: this.now() });
    await this.knex()('post_hashtags').where({ post_id: postId }).del();
    await this.knex()('trending_posts').where({ post_id: postId }).del();
  }

  async hidePost(postId: string, visibility: PostVisibility): Promise<void> {
    await this.#change(postId, { visibility });
    await this.knex()('trending_posts').where({ post_id: postId }).del();
  }

  async like(personId: string, postId: string): Promise<void> {
    await this.knex()('post_likes').insert({ post_id: postId, user_id: personId, created_at: this.now() });
    await this.#recount([postId], []);
  }

  async comment(personId: string, postId: string): Promise<void> {
    const at = this.now();
    const id = ids.next();
    const row = { id, post_id: postId, author_id: personId, content: 'well', created_at: at, updated_at: at };
    await this.knex()('comments').insert(row);
    await this.#recount([postId], []);
  }

  async ban(personId: string, until: Date | null = null): Promise<void> {
    await this.knex()('users').where({ id: personId }).update({ banned_at: this.now(), banned_until: until });
  }

  async rankPosts(madeAt: Date, postIds: readonly string[]): Promise<void> {
    const posts = await this.knex()('posts')
      .whereIn('id', [...postIds])
      .select<{ id: string; author_id: string }[]>('id', 'author_id');
    const authors = new Map(posts.map(({ id, author_id }) => [id, author_id]));
    const rows = postIds.map((id, i) => ({ post_id: id, author_id: authors.get(id), rank: i + 1, score: 1 / (i + 1) }));
    await this.knex()('trending_posts').insert(rows.map((row) => ({ ...row, made_at: madeAt })));
  }

  async forgetRanking(madeAt: Date): Promise<void> {
    await this.knex()('trending_posts').where({ made_at: madeAt }).del();
  }

  async rankHashtags(names: readonly string[]): Promise<void> {
    const tags = await this.knex()('hashtags')
      .whereIn('name', [...names])
      .select<{ id: string; name: string }[]>('id', 'name');
    const rows = tags.map(({ id, name }) => ({
      hashtag_id: id,
      rank: names.indexOf(name) + 1,
      authors: 1,
      score: 1,
      made_at: this.now(),
    }));
    await this.knex()('trending_hashtags').del();
    await this.knex()('trending_hashtags').insert(rows);
  }

  async rankedPosts(madeAt: Date): Promise<{ postId: string; score: number }[]> {
    return this.knex()('trending_posts').where({ made_at: madeAt }).orderBy('rank').select({ postId: 'post_id', score: 'score' });
  }

  async rankedHashtags(): Promise<{ name: string; authors: number; score: number }[]> {
    return this.knex()('trending_hashtags as t')
      .join('hashtags as h', 'h.id', 't.hashtag_id')
      .orderBy('t.rank')
      .select('h.name', 't.authors', 't.score');
  }

  async #change(postId: string, changes: object): Promise<void> {
    const [row] = await this.knex()('posts')
      .where({ id: postId })
      .update(changes)
      .returning<{ author_id: string; repost_of_id: string | null }[]>(['author_id', 'repost_of_id']);
    if (row) await this.#recount([postId, ...(row.repost_of_id ? [row.repost_of_id] : [])], [row.author_id]);
  }

  async #tag(postId: string, names: readonly string[], at: Date): Promise<void> {
    for (const name of names) {
      const knex = this.knex();
      await knex('hashtags').insert({ id: ids.next(), name }).onConflict('name').ignore();
      const tag = await knex('hashtags').where({ name }).first<{ id: string }>('id');
      await knex('post_hashtags').insert({ hashtag_id: tag.id, post_id: postId, created_at: at });
    }
  }

  async #recount(postIds: readonly string[], authorIds: readonly string[]): Promise<void> {
    const knex = this.knex();
    await knex.raw(recountPosts, [[...postIds]]);
    await knex.raw(recountHashtags, [[...postIds]]);
    if (authorIds.length > 0) await knex.raw(recountAuthors, [[...authorIds]]);
  }
}

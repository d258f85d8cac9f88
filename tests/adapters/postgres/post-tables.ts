import type { Knex } from 'knex';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import type { PostVisibility } from '../../../src/core/posts/index.js';
import type { PostWishes, PostWorld } from '../../contracts/post-world.js';
import { PeopleTables } from './people-tables.js';

const ids = new UuidV7Generator();

/** Posts and what hangs on them, written straight into the tables. Keeps the counters of new posts and reactions right. */
export class PostTables extends PeopleTables implements PostWorld {
  readonly #knex: () => Knex;

  constructor(knex: () => Knex) {
    super(knex);
    this.#knex = knex;
  }

  async post(authorId: string, wishes: PostWishes = {}): Promise<string> {
    const { content = 'a ride', visibility = 'PUBLIC', hashtags = [], repostOf, imageIds = [], mentions = [] } = wishes;
    const { at = this.now(), deleted = false } = wishes;
    const knex = this.#knex();
    const id = ids.next();
    await knex('posts').insert({
      id,
      author_id: authorId,
      content,
      visibility,
      hashtags: [...hashtags],
      repost_of_id: repostOf ?? null,
      created_at: at,
      updated_at: at,
      deleted_at: deleted ? at : null,
    });
    for (const [position, media_id] of imageIds.entries()) await knex('post_images').insert({ post_id: id, media_id, position });
    for (const user_id of mentions) await knex('post_mentions').insert({ post_id: id, user_id });
    if (deleted) return id;
    if (repostOf !== undefined) await knex('posts').where({ id: repostOf }).increment('repost_count', 1);
    if (visibility !== 'PRIVATE') await knex('users').where({ id: authorId }).increment('posts_count', 1);
    for (const name of hashtags) await this.#tag(id, name, visibility === 'PUBLIC' ? 1 : 0, at);
    return id;
  }

  async image(): Promise<string> {
    const id = ids.next();
    await this.#knex()('media').insert({
      id,
      kind: 'post',
      status: 'attached',
      variants: JSON.stringify([{ name: '1080w', key: `post/${id}/1080w.webp`, width: 1080, height: 720 }]),
      blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
      created_at: this.now(),
      updated_at: this.now(),
    });
    return id;
  }

  async like(postId: string, personId: string, at = this.now()): Promise<void> {
    await this.#knex()('post_likes').insert({ post_id: postId, user_id: personId, created_at: at });
    await this.#knex()('posts').where({ id: postId }).increment('like_count', 1);
  }

  async save(postId: string, personId: string, at = this.now()): Promise<void> {
    await this.#knex()('post_saves').insert({ post_id: postId, user_id: personId, created_at: at });
  }

  /** The word in the row alone. */
  async setVisibility(postId: string, visibility: PostVisibility): Promise<void> {
    await this.#knex()('posts').where({ id: postId }).update({ visibility });
  }

  /** The mark in the row alone. */
  async deletePost(postId: string): Promise<void> {
    await this.#knex()('posts').where({ id: postId }).update({ deleted_at: this.now() });
  }

  async #tag(postId: string, name: string, worth: 0 | 1, at: Date): Promise<void> {
    const knex = this.#knex();
    await knex('hashtags').insert({ id: ids.next(), name }).onConflict('name').ignore();
    await knex('hashtags').where({ name }).increment('posts_count', worth);
    const { id } = await knex('hashtags').where({ name }).first<{ id: string }>('id');
    await knex('post_hashtags').insert({ hashtag_id: id, post_id: postId, created_at: at });
  }
}

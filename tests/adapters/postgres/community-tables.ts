import type { Knex } from 'knex';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import type { CommentWishes, CommunityWorld, PostWishes } from '../../contracts/community-world.js';
import { PeopleTables } from './people-tables.js';

const ids = new UuidV7Generator();

/** People, posts and comments, written straight into the tables. */
export class CommunityTables extends PeopleTables implements CommunityWorld {
  constructor(private readonly database: () => Knex) {
    super(database);
  }

  async post(authorId: string, { content = 'a post', visibility = 'PUBLIC', deleted = false }: PostWishes = {}): Promise<string> {
    const id = ids.next();
    await this.database()('posts').insert({ id, author_id: authorId, content, visibility, ...this.#times(deleted) });
    return id;
  }

  async comment(
    authorId: string,
    postId: string,
    { content = 'a comment', parentId, deleted = false }: CommentWishes = {},
  ): Promise<string> {
    const id = ids.next();
    const place = { post_id: postId, parent_id: parentId ?? null, root_id: parentId ?? null };
    await this.database()('comments').insert({ id, author_id: authorId, content, ...place, ...this.#times(deleted) });
    return id;
  }

  #times(deleted: boolean): object {
    return { created_at: this.now(), updated_at: this.now(), deleted_at: deleted ? this.now() : null };
  }
}

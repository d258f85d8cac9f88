import type { PostVisibility } from '../../../src/core/posts/index.js';
import type { CommentCounters, CommentsWorld, CommentWishes } from '../../contracts/comments-world.js';
import { PeopleTables } from './people-tables.js';
import type { Knex } from 'knex';

/** Posts and comments, written straight into the tables. Keeps the counters right. */
export class CommentTables extends PeopleTables implements CommentsWorld {
  constructor(private readonly tables: () => Knex) {
    super(tables);
  }

  async post(authorId: string, visibility: PostVisibility = 'PUBLIC'): Promise<string> {
    const id = this.unknownId();
    const at = this.now();
    const row = { id, author_id: authorId, content: 'a post', visibility, created_at: at, updated_at: at };
    await this.tables()('posts').insert(row);
    return id;
  }

  async comment(postId: string, authorId: string, wishes: CommentWishes = {}): Promise<string> {
    const knex = this.tables();
    const { content = 'a comment', parentId, createdAt = this.now(), deleted = false } = wishes;
    const id = this.unknownId();
    const parent = parentId
      ? await knex('comments').where({ id: parentId }).first<{ root_id: string | null }>('root_id')
      : undefined;
    const rootId = parentId ? (parent?.root_id ?? parentId) : null;
    await knex('comments').insert({
      id,
      post_id: postId,
      author_id: authorId,
      parent_id: parentId ?? null,
      root_id: rootId,
      content,
      created_at: createdAt,
      updated_at: createdAt,
      ...(deleted ? { deleted_at: createdAt, deleted_by: 'AUTHOR' } : {}),
    });
    if (deleted) return id;
    await knex('posts').where({ id: postId }).increment('comment_count', 1);
    const above = [parentId, rootId].filter((one) => one != null);
    await knex('comments').whereIn('id', above).increment('replies_count', 1);
    return id;
  }

  async like(commentId: string, userId: string): Promise<void> {
    const knex = this.tables();
    await knex('comment_likes').insert({ comment_id: commentId, user_id: userId, created_at: this.now() });
    await knex('comments').where({ id: commentId }).increment('like_count', 1);
  }

  async counters(postId: string, ...commentIds: string[]): Promise<CommentCounters> {
    const knex = this.tables();
    const post = await knex('posts').where({ id: postId }).first<{ comment_count: number }>('comment_count');
    const rows = await knex('comments')
      .whereIn('id', commentIds)
      .select<{ id: string; replies_count: number; like_count: number }[]>('id', 'replies_count', 'like_count');
    const byId = new Map(rows.map((row) => [row.id, [row.replies_count, row.like_count] as const]));
    return { ofPost: post.comment_count, ofComments: commentIds.map((id) => byId.get(id) ?? ([NaN, NaN] as const)) };
  }
}

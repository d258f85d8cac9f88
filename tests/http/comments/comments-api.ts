import { expect } from 'chai';
import type { Knex } from 'knex';
import type supertest from 'supertest';
import type { TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A comment as the API answers it. */
export interface CommentBody {
  readonly id: string;
  readonly content: string;
  readonly postId: string;
  readonly parentId: string | null;
  readonly author: { readonly id: string; readonly username: string; readonly isFollowing: boolean };
  readonly likeCount: number;
  readonly repliesCount: number;
  readonly isLiked: boolean;
  readonly isDeleted: boolean;
  readonly deletedBy: string | null;
  readonly replies: readonly CommentBody[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface CommentPage {
  readonly data: readonly CommentBody[];
  readonly meta: { readonly total: number; readonly nextCursor: string | null };
}

/** Calls to the comments of posts, as somebody or as a guest. */
export class CommentsApi {
  constructor(private readonly app: TestApp) {}

  send(method: Method, path: string, who?: Person): supertest.Test {
    const request = this.app.http[method](`/api/v1/posts${path}`);
    return who ? request.set('authorization', who.authorization) : request;
  }

  post(postId: string, who: Person | undefined, content: unknown, parentId?: unknown): supertest.Test {
    return this.send('post', `/${postId}/comments`, who).send({ content, parentId });
  }

  /** A comment that must come about. */
  async add(postId: string, who: Person, content = 'a comment', parentId?: string): Promise<CommentBody> {
    return (await this.post(postId, who, content, parentId).expect(201)).body.data as CommentBody;
  }

  async list(postId: string, who?: Person, query = ''): Promise<CommentPage> {
    return (await this.send('get', `/${postId}/comments${query}`, who).expect(200)).body as CommentPage;
  }

  async replies(commentId: string, who?: Person, query = ''): Promise<CommentPage> {
    return (await this.send('get', `/comments/${commentId}/replies${query}`, who).expect(200)).body as CommentPage;
  }

  async one(commentId: string, who?: Person): Promise<CommentBody> {
    return (await this.send('get', `/comments/${commentId}`, who).expect(200)).body.data as CommentBody;
  }

  change(commentId: string, who: Person | undefined, content: unknown): supertest.Test {
    return this.send('patch', `/comments/${commentId}`, who).send({ content });
  }

  remove(commentId: string, who?: Person): supertest.Test {
    return this.send('delete', `/comments/${commentId}`, who);
  }

  like(method: 'post' | 'put' | 'delete', commentId: string, who?: Person): supertest.Test {
    return this.send(method, `/comments/${commentId}/like`, who);
  }
}

export const idsOf = ({ data }: { readonly data: readonly { readonly id: string }[] }): string[] => data.map(({ id }) => id);

export async function codeOf(call: supertest.Test): Promise<string> {
  const { status, body } = (await call) as { status: number; body: { error?: { code: string } } };
  return `${status} ${body.error?.code ?? ''}`.trim();
}

export async function commentCount(knex: Knex, postId: string): Promise<number> {
  return (await knex('posts').where({ id: postId }).first<{ comment_count: number }>('comment_count')).comment_count;
}

/** Fails when a counter of a post or comment is not what stands in the tables. */
export async function expectExactCounters(knex: Knex): Promise<void> {
  const posts = (await knex.raw(`
    select p.id, p.comment_count from posts p
    where p.comment_count <> (select count(*) from comments c where c.post_id = p.id and c.deleted_at is null)`)) as {
    rows: unknown[];
  };
  const comments = (await knex.raw(`
    select c.id, c.content, c.replies_count, c.like_count from comments c
    where c.like_count <> (select count(*) from comment_likes l where l.comment_id = c.id)
       or c.replies_count <> (select count(*) from comments k
         where k.deleted_at is null and (case when c.root_id is null then k.root_id else k.parent_id end) = c.id)`)) as {
    rows: unknown[];
  };
  expect([...posts.rows, ...comments.rows]).to.deep.equal([]);
}

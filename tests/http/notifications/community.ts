import type { Knex } from 'knex';
import { Clock, EventOutbox, IdGenerator } from '../../../src/core/kernel/index.js';
import { type PostVisibility, postsEvents } from '../../../src/core/posts/index.js';
import type { TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';

export interface PostWishes {
  readonly content?: string;
  readonly visibility?: PostVisibility;
  readonly mentions?: readonly Person[];
}

export interface CommentWishes {
  readonly content?: string;
  /** The comment that is answered. */
  readonly to?: string;
  readonly mentions?: readonly Person[];
}

const idsOf = (people: readonly Person[] = []): string[] => people.map(({ id }) => id);

/**
 * Posts and comments written straight into the tables, with the events that tell of them; each is delivered before the call answers. For
 * tests whose subject is what comes of it.
 */
export class Community {
  constructor(private readonly app: TestApp) {}

  async post({ id: authorId }: Person, wishes: PostWishes = {}): Promise<string> {
    const { content = 'პოსტი', visibility = 'PUBLIC', mentions } = wishes;
    const postId = this.#newId();
    await this.#posts().insert({ id: postId, author_id: authorId, content, visibility, ...this.#times() });
    const fact = { postId, authorId, visibility, mentionedIds: idsOf(mentions), repostOfId: null };
    await this.deliver(postsEvents.postCreated, fact);
    return postId;
  }

  async changePost(postId: string, { content, visibility, mentions }: PostWishes): Promise<void> {
    const change = { ...(content === undefined ? {} : { content }), ...(visibility ? { visibility } : {}) };
    await this.#posts()
      .where({ id: postId })
      .update({ ...change, updated_at: this.#now() });
    const post = await this.#posts().where({ id: postId }).first<{ author_id: string; visibility: string }>();
    const fact = { postId, authorId: post.author_id, visibility: post.visibility, mentionedIds: idsOf(mentions) };
    await this.deliver(postsEvents.postChanged, fact);
  }

  async deletePost(postId: string): Promise<void> {
    await this.#posts().where({ id: postId }).update({ deleted_at: this.#now() });
  }

  async like(who: Person, postId: string): Promise<void> {
    await this.app.knex('post_likes').insert({ post_id: postId, user_id: who.id, created_at: this.#now() });
    await this.deliver(postsEvents.postLiked, { postId, authorId: await this.#authorOf('posts', postId), likerId: who.id });
  }

  async unlike(who: Person, postId: string): Promise<void> {
    await this.app.knex('post_likes').where({ post_id: postId, user_id: who.id }).del();
  }

  async comment({ id: authorId }: Person, postId: string, wishes: CommentWishes = {}): Promise<string> {
    const { content = 'კომენტარი', to, mentions } = wishes;
    const commentId = this.#newId();
    const place = { post_id: postId, parent_id: to ?? null, root_id: to ?? null };
    await this.app.knex('comments').insert({ id: commentId, author_id: authorId, content, ...place, ...this.#times() });
    await this.deliver(postsEvents.commentAdded, {
      commentId,
      postId,
      authorId,
      mentionedIds: idsOf(mentions),
      postAuthorId: await this.#authorOf('posts', postId),
      parentId: to ?? null,
      parentAuthorId: to === undefined ? null : await this.#authorOf('comments', to),
    });
    return commentId;
  }

  async changeComment(commentId: string, { content, mentions }: CommentWishes): Promise<void> {
    const comments = (): Knex.QueryBuilder => this.app.knex('comments').where({ id: commentId });
    if (content !== undefined) await comments().update({ content });
    const { post_id: postId, author_id: authorId } = (await comments().first()) as { post_id: string; author_id: string };
    await this.deliver(postsEvents.commentChanged, { commentId, postId, authorId, mentionedIds: idsOf(mentions) });
  }

  async deleteComment(commentId: string): Promise<void> {
    await this.app.knex('comments').where({ id: commentId }).update({ deleted_at: this.#now() });
  }

  async deliver(name: string, payload: Record<string, unknown>): Promise<void> {
    await this.app.container.get(EventOutbox).record(name, payload);
    await this.app.settle();
  }

  async #authorOf(table: 'posts' | 'comments', id: string): Promise<string> {
    const row = await this.app.knex(table).where({ id }).first<{ author_id: string }>('author_id');
    return row.author_id;
  }

  #posts(): Knex.QueryBuilder {
    return this.app.knex('posts');
  }

  #newId(): string {
    return this.app.container.get(IdGenerator).next();
  }

  #now(): Date {
    return this.app.container.get(Clock).now();
  }

  #times(): { created_at: Date; updated_at: Date } {
    return { created_at: this.#now(), updated_at: this.#now() };
  }
}

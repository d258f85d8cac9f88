import { CommentReactions, type LikeChange } from '../../../core/posts/index.js';
import type { KnexSession } from '../knex-session.js';

/*
 * Each change is one statement: the like comes or goes, then the counter moves by exactly what came or went. A statement that waited for another
 * one still reads what stood there before it waited. Where that keeps it from doing its part, it changes nothing, which shows, and is made anew.
 *
 * The comment is not locked first: a statement that waits for a lock and then updates the row goes back to the version it saw in the beginning,
 * for which the next one in the queue waits with a lock of its own. PostgreSQL ends that as a deadlock.
 */

/** A like that somebody took back while this waited can come again: as if this call had come after. */
const toggle = `
  with live as (
    select c.id from comments c where c.id = :comment and c.deleted_at is null),
  gone as (
    delete from comment_likes l using live where l.comment_id = live.id and l.user_id = :user returning l.comment_id),
  come as (
    insert into comment_likes (comment_id, user_id, created_at)
    select live.id, cast(:user as uuid), cast(:at as timestamptz) from live where not exists (select 1 from gone)
    on conflict do nothing returning comment_id),
  moved as materialized (
    select cast((select count(*) from come) - (select count(*) from gone) as integer) as likes),
  counted as (
    update comments c set like_count = c.like_count + moved.likes from moved
    where c.id = :comment and moved.likes <> 0 returning c.like_count)
  select moved.likes as moved, counted.like_count, cast(null as boolean) as was_liked
  from comments c cross join moved left join counted on true
  where c.id = :comment and c.deleted_at is null`;

const like = `
  with live as (
    select c.id from comments c where c.id = :comment and c.deleted_at is null),
  come as (
    insert into comment_likes (comment_id, user_id, created_at)
    select live.id, cast(:user as uuid), cast(:at as timestamptz) from live
    on conflict do nothing returning comment_id),
  counted as (
    update comments c set like_count = c.like_count + 1 from come where c.id = come.comment_id returning c.like_count)
  select case when counted.like_count is null then 0 else 1 end as moved, coalesce(counted.like_count, c.like_count) as like_count,
    exists (select 1 from comment_likes l where l.comment_id = c.id and l.user_id = :user) as was_liked
  from comments c left join counted on true
  where c.id = :comment and c.deleted_at is null`;

const unlike = `
  with live as (
    select c.id from comments c where c.id = :comment and c.deleted_at is null),
  gone as (
    delete from comment_likes l using live where l.comment_id = live.id and l.user_id = :user returning l.comment_id),
  counted as (
    update comments c set like_count = c.like_count - 1 from gone where c.id = gone.comment_id returning c.like_count)
  select case when counted.like_count is null then 0 else -1 end as moved, coalesce(counted.like_count, c.like_count) as like_count,
    exists (select 1 from comment_likes l where l.comment_id = c.id and l.user_id = :user) as was_liked
  from comments c left join counted on true
  where c.id = :comment and c.deleted_at is null`;

/** `was_liked` and, where nothing moved, `like_count` are of the time when the statement began, and so fit together. */
interface Outcome {
  moved: -1 | 0 | 1;
  like_count: number;
  was_liked: boolean | null;
}

export class KnexCommentReactions extends CommentReactions {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async toggleLike(commentId: string, userId: string, at: Date): Promise<LikeChange | undefined> {
    return this.#until(
      () => this.session.db.raw(toggle, { comment: commentId, user: userId, at }),
      ({ moved }) => (moved === 0 ? undefined : moved > 0),
    );
  }

  override async like(commentId: string, userId: string, at: Date): Promise<LikeChange | undefined> {
    return this.#until(
      () => this.session.db.raw(like, { comment: commentId, user: userId, at }),
      ({ moved, was_liked }) => moved === 1 || was_liked || undefined,
    );
  }

  override async unlike(commentId: string, userId: string): Promise<LikeChange | undefined> {
    return this.#until(
      () => this.session.db.raw(unlike, { comment: commentId, user: userId }),
      ({ moved, was_liked }) => (moved === -1 || !was_liked ? false : undefined),
    );
  }

  /** Repeats until the outcome tells how the like stands. Each repetition means that another call of the same person got its way. */
  async #until(
    change: () => PromiseLike<{ rows: Outcome[] }>,
    isLiked: (outcome: Outcome) => boolean | undefined,
  ): Promise<LikeChange | undefined> {
    while (true) {
      const [outcome] = (await change()).rows;
      if (!outcome) return undefined;
      const liked = isLiked(outcome);
      if (liked !== undefined) return { isLiked: liked, likesCount: outcome.like_count, changed: outcome.moved !== 0 };
    }
  }
}

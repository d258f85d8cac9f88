import type { Knex } from 'knex';
import { PersonTraces } from '../../../core/administration/index.js';
import type { KnexSession } from '../knex-session.js';

/*
 * What is counted is locked first, by id, then what counts goes, and the counters follow: two statements that change many rows at once meet in one order.
 */

const endPostLikes = `
  with held as (
    select p.id, p.author_id from posts p where p.id in (select l.post_id from post_likes l where l.user_id = :person limit :limit)
    order by p.id for no key update
  ), gone as (
    delete from post_likes l using held where l.post_id = held.id and l.user_id = :person returning l.post_id
  )
  update posts set like_count = like_count - 1 where id in (select gone.post_id from gone)
  returning id as "postId", author_id as "authorId"`;

const endCommentLikes = `
  with held as (
    select c.id from comments c where c.id in (select l.comment_id from comment_likes l where l.user_id = :person limit :limit)
    order by c.id for no key update
  ), gone as (
    delete from comment_likes l using held where l.comment_id = held.id and l.user_id = :person returning l.comment_id
  )
  update comments set like_count = like_count - 1 where id in (select gone.comment_id from gone)
  returning id as "commentId", post_id as "postId"`;

const someFollows = `
  (select f.follower_id, f.followee_id from follows f where f.follower_id = :person limit :limit)
  union
  (select f.follower_id, f.followee_id from follows f where f.followee_id = :person limit :limit)`;

const endFollows = `
  delete from follows where (follower_id, followee_id) in (select * from unnest(cast(:followers as uuid[]), cast(:followees as uuid[])))
  returning follower_id as "followerId", followee_id as "followeeId"`;

const countFollows = `
  update users u set following_count = u.following_count - n.following, followers_count = u.followers_count - n.followers
  from (
    select id, sum(following) as following, sum(followers) as followers from (
      select id, 1 as following, 0 as followers from unnest(cast(:followers as uuid[])) as a (id)
      union all select id, 0, 1 from unnest(cast(:followees as uuid[])) as b (id)
    ) both_sides group by id
  ) n where u.id = n.id`;

interface Follow {
  readonly followerId: string;
  readonly followeeId: string;
}

export class KnexPersonTraces extends PersonTraces {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override posts(personId: string, limit: number): Promise<string[]> {
    return this.#live('posts', personId, limit);
  }

  override comments(personId: string, limit: number): Promise<string[]> {
    return this.#live('comments', personId, limit);
  }

  override endPostLikes(personId: string, limit: number): Promise<{ postId: string; authorId: string }[]> {
    return this.#rows(endPostLikes, { person: personId, limit });
  }

  override endCommentLikes(personId: string, limit: number): Promise<{ commentId: string; postId: string }[]> {
    return this.#rows(endCommentLikes, { person: personId, limit });
  }

  override async endFollows(personId: string, limit: number): Promise<Follow[]> {
    const { db } = this.session;
    const some = await this.#rows<{ follower_id: string; followee_id: string }>(someFollows, { person: personId, limit });
    if (some.length === 0) return [];
    const people = [...new Set(some.flatMap((one) => [one.follower_id, one.followee_id]))];
    await db('users').whereIn('id', people).orderBy('id').forNoKeyUpdate().select('id');
    const followers = some.map((one) => one.follower_id);
    const followees = some.map((one) => one.followee_id);
    const ended = await this.#rows<Follow>(endFollows, { followers, followees });
    await db.raw(countFollows, {
      followers: ended.map(({ followerId }) => followerId),
      followees: ended.map(({ followeeId }) => followeeId),
    });
    return ended;
  }

  override async forget(personId: string): Promise<void> {
    const { db } = this.session;
    const either = (a: string, b: string): Knex.QueryCallback => {
      return (query) => void query.where(a, personId).orWhere(b, personId);
    };
    await db('blocks').where(either('blocker_id', 'blocked_id')).del();
    await db('post_saves').where({ user_id: personId }).del();
    await db('post_mentions').where({ user_id: personId }).del();
    await db('notifications').where(either('recipient_id', 'actor_id')).del();
    await db('reports').where({ reporter_id: personId }).del();
    await db('idempotency_keys').where({ person_id: personId }).del();
    await db('notification_preferences').where({ user_id: personId }).del();
  }

  #live(table: 'posts' | 'comments', personId: string, limit: number): Promise<string[]> {
    return this.session.db(table).where({ author_id: personId }).whereNull('deleted_at').limit(limit).pluck<string[]>('id');
  }

  async #rows<R>(statement: string, values: Readonly<Record<string, Knex.RawBinding>>): Promise<R[]> {
    return (await this.session.db.raw<{ rows: R[] }>(statement, values)).rows;
  }
}

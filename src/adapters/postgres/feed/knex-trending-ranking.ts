import { type HashtagTrendRule, type PostTrendRule, TrendingRanking } from '../../../core/feed/index.js';
import type { KnexSession } from '../knex-session.js';

/**
 * First the posts that could be far up by their counters (which count the author's own doings and every comment, so never too little), of one
 * author a few, so that nobody fills this choice with posts that he alone talks under; then the exact points of those alone.
 */
const rankPosts = `
  with candidates as (
    select p.id, p.author_id, p.like_count, 2 + extract(epoch from cast(:at as timestamptz) - p.created_at) / 3600 as age,
      log(2 + p.like_count * cast(:likePoints as integer) + p.comment_count * cast(:commenterPoints as integer)
        + p.repost_count * cast(:repostPoints as integer))
        / power(2 + extract(epoch from cast(:at as timestamptz) - p.created_at) / 3600, cast(:gravity as numeric)) as at_most
    from posts p join users u on u.id = p.author_id
    where p.created_at > cast(:at as timestamptz) - make_interval(hours => cast(:windowHours as integer))
      and p.created_at <= cast(:at as timestamptz)
      and p.deleted_at is null and p.visibility = 'PUBLIC' and (p.repost_of_id is null or p.content <> '')
      and p.like_count + p.comment_count + p.repost_count > 0
      and u.email_verified_at is not null and (u.banned_at is null or u.banned_until <= :at)
  ), of_author as (
    select candidates.*, row_number() over (partition by author_id order by at_most desc, id desc) as nth from candidates
  ), hot as (
    select id, author_id, like_count, age from of_author where nth <= 10 * cast(:maxPerAuthor as integer)
    order by at_most desc, id desc limit 10 * cast(:length as integer)
  ), counted as (
    select hot.*,
      cast(:likePoints as integer) * (like_count
        - (select count(*) from post_likes l where l.post_id = hot.id and l.user_id = hot.author_id))
      + cast(:commenterPoints as integer) * (select count(distinct c.author_id) from comments c
        where c.post_id = hot.id and c.deleted_at is null and c.author_id <> hot.author_id)
      + cast(:repostPoints as integer) * (select count(distinct r.author_id) from posts r
        where r.repost_of_id = hot.id and r.deleted_at is null and r.author_id <> hot.author_id) as points
    from hot
  ), scored as (
    select id, author_id, cast(log(2 + points) / power(age, cast(:gravity as numeric)) as float8) as score
    from counted where points > 0
  ), one_author as (
    select scored.*, row_number() over (partition by author_id order by score desc, id desc) as nth from scored
  )
  insert into trending_posts (made_at, rank, post_id, author_id, score)
  select cast(:at as timestamptz), row_number() over (order by score desc, id desc), id, author_id, score
  from one_author where nth <= cast(:maxPerAuthor as integer)
  order by score desc, id desc limit cast(:length as integer)
  returning 1`;

const rankHashtags = `
  with used as (
    select t.hashtag_id, p.author_id, max(t.created_at) as newest
    from post_hashtags t join posts p on p.id = t.post_id join users u on u.id = p.author_id
    where t.created_at > cast(:at as timestamptz) - make_interval(hours => cast(:windowHours as integer))
      and t.created_at <= cast(:at as timestamptz)
      and p.deleted_at is null and p.visibility = 'PUBLIC'
      and u.email_verified_at is not null and (u.banned_at is null or u.banned_until <= :at)
    group by t.hashtag_id, p.author_id
  ), scored as (
    select hashtag_id, count(*) as authors,
      sum(power(cast(2 as float8), cast(extract(epoch from newest - cast(:at as timestamptz)) as float8)
        / (3600 * cast(:halfLifeHours as float8)))) as score
    from used group by hashtag_id
  )
  insert into trending_hashtags (rank, hashtag_id, authors, score, made_at)
  select row_number() over (order by s.score desc, h.name), s.hashtag_id, s.authors, s.score, cast(:at as timestamptz)
  from scored s join hashtags h on h.id = s.hashtag_id
  order by s.score desc, h.name limit cast(:length as integer)
  returning 1`;

export class KnexTrendingRanking extends TrendingRanking {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override rankPosts(rule: PostTrendRule, at: Date, forgetBefore: Date): Promise<number> {
    return this.session.transaction(async () => {
      const { db } = this.session;
      await db('trending_posts').where('made_at', '<', forgetBefore).orWhere('made_at', at).del();
      const { rows } = await db.raw<{ rows: unknown[] }>(rankPosts, { ...rule, at });
      // A ranking is known by its posts: the reader would take an earlier one for the newest.
      if (rows.length === 0) await db('trending_posts').del();
      return rows.length;
    });
  }

  override rankHashtags(rule: HashtagTrendRule, at: Date): Promise<number> {
    return this.session.transaction(async () => {
      const { db } = this.session;
      await db('trending_hashtags').del();
      const { rows } = await db.raw<{ rows: unknown[] }>(rankHashtags, { ...rule, at });
      return rows.length;
    });
  }
}

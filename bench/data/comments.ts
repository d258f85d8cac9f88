import { type Filling, writeInParts } from './filling.js';
import { replies } from './sentences.js';

const withinMs = 3 * 86_400_000;

/**
 * In groups of five: the first and the fourth stand on the post, the second and third answer the first, the fifth the fourth. Each is younger
 * than the one before, so that no answer is older than what it answers.
 */
export async function insertComments(filling: Filling): Promise<void> {
  const { knex, plan, until } = filling;
  await knex.raw(`
    create function bench_data.comment_ms(post integer, ms bigint, k integer, comments integer, span bigint) returns bigint
      language sql immutable parallel safe
      return cast(ms + (k + bench_data.share(post * cast(100003 as bigint) + k, 40)) / comments * span as bigint)`);
  await writeInParts(
    filling,
    'comments',
    plan.posts,
    `insert into comments (id, post_id, author_id, parent_id, root_id, content, replies_count, created_at, updated_at)
     select c.id, c.post_id, author.id, c.parent, c.parent, bench_data.pick(:replies, c.serial, 41), c.replies, c.at, c.at
     from (
       select p.id as post_id, p.n * cast(100003 as bigint) + k as serial, bench_data.at(own.ms) as at,
         bench_data.id(own.ms, p.n * cast(100003 as bigint) + k, 42) as id,
         case when own.parent is not null then
           bench_data.id(bench_data.comment_ms(p.n, p.ms, own.parent, p.comments, p.span), p.n * cast(100003 as bigint) + own.parent, 42)
         end as parent,
         case k % 5 when 0 then least(2, p.comments - 1 - k) when 3 then least(1, p.comments - 1 - k) else 0 end as replies
       from (select *, least(:within, :until - ms) as span from bench_data.posts where n >= :low and n < :high and comments > 0) p
       cross join lateral generate_series(0, p.comments - 1) k
       cross join lateral (
         select bench_data.comment_ms(p.n, p.ms, k, p.comments, p.span) as ms,
           case k % 5 when 1 then k - 1 when 2 then k - 2 when 4 then k - 1 end as parent
       ) own
     ) c
     join bench_data.people author on author.n = 1 + cast(floor(:people * power(bench_data.share(c.serial, 43), 2)) as integer)`,
    { within: withinMs, until: until.getTime(), people: plan.people, replies: [...replies] },
  );
}

import { type Filling, write, writeInParts } from './filling.js';
import { longStep } from './plan.js';

/** Of a post come soon or late within its first three days, most of them early. */
const withinMs = 3 * 86_400_000;

/** As many as the plan gives each post, each from somebody else. */
export async function insertLikes(filling: Filling): Promise<void> {
  const { plan, until } = filling;
  await writeInParts(
    filling,
    'likes',
    plan.posts,
    `insert into post_likes (post_id, user_id, created_at)
     select p.id, liker.id,
       bench_data.at(cast(p.ms + power(bench_data.share(p.n * cast(100003 as bigint) + k, 31), 2) * least(:within, :until - p.ms) as bigint))
     from bench_data.posts p
     cross join lateral generate_series(cast(0 as bigint), p.likes - 1) k
     join bench_data.people liker on liker.n = 1 + (cast(floor(bench_data.share(p.n, 32) * :people) as bigint) + k * :step) % :people
     where p.n >= :low and p.n < :high`,
    { within: withinMs, until: until.getTime(), people: plan.people, step: longStep },
  );
}

/** One post in some is saved by one person, and a hundred by the reader. */
export async function insertSaves(filling: Filling): Promise<void> {
  const { knex, plan, progress } = filling;
  await progress.stage('saves', async (done) => {
    const every = Math.floor(plan.posts / plan.saves);
    done(
      await write(
        knex,
        `insert into post_saves (post_id, user_id, created_at)
         select p.id, saver.id, bench_data.at(p.ms + 60000)
         from bench_data.posts p
         join bench_data.people saver on saver.n = 1 + floor(bench_data.share(p.n, 33) * (:people - 1))
         where p.n % :every = 0 and p.visibility = 'PUBLIC'`,
        { people: plan.people, every },
      ),
    );
    done(
      await write(
        knex,
        `insert into post_saves (post_id, user_id, created_at)
         select p.id, reader.id, bench_data.at(p.ms + 120000)
         from bench_data.posts p join bench_data.people reader on reader.n = :reader
         where p.visibility = 'PUBLIC'
         order by bench_data.share(p.n, 34), p.n limit 100`,
        { reader: plan.reader.ordinal },
      ),
    );
  });
}

/** Those of the reader, and some of others who do not follow one another. */
export async function insertBlocks(filling: Filling): Promise<void> {
  const { knex, plan, progress, until } = filling;
  const { ordinal: reader, blocks, blockedBy } = plan.reader;
  await progress.stage('blocks', async (done) => {
    const between = `insert into blocks (blocker_id, blocked_id, created_at)
      select a.id, b.id, bench_data.at(:recently)
      from bench_data.people a cross join bench_data.people b
      where a.n = any(:blockers) and b.n = any(:blocked)`;
    const at = { recently: until.getTime() - 3_600_000 };
    done(await write(knex, between, { ...at, blockers: [reader], blocked: [...blocks] }));
    done(await write(knex, between, { ...at, blockers: [...blockedBy], blocked: [reader] }));
    done(
      await write(
        knex,
        `insert into blocks (blocker_id, blocked_id, created_at)
         select a.id, b.id, bench_data.at(cast(:recently - bench_data.share(k, 35) * 2592000000 as bigint))
         from generate_series(1, :pairs) k
         join bench_data.people a on a.n = 1 + floor(bench_data.share(k, 36) * :others)
         join bench_data.people b on b.n = 1 + floor(bench_data.share(k, 37) * :others)
         where a.n <> b.n and not exists (
           select from follows f where (f.follower_id, f.followee_id) in ((a.id, b.id), (b.id, a.id))
         )
         on conflict do nothing`,
        { ...at, pairs: plan.blocks, others: plan.people - 1 },
      ),
    );
  });
}

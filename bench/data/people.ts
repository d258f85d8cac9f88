import { type Filling, spanMs, write, writeInParts } from './filling.js';
import { benchMailDomain } from './logins.js';
import { bios, cities } from './names.js';
import { pictureOf } from './pictures.js';
import { longStep } from './plan.js';

/** Follows come before people, whose counters they give. Their moments lie in the last 90 days. */
export async function insertFollows(filling: Filling): Promise<void> {
  const { plan, until } = filling;
  const { ordinal: reader, follows, followedBy } = plan.reader;
  await writeInParts(
    filling,
    'follows',
    plan.people - 1,
    `insert into follows (follower_id, followee_id, created_at)
     select follower.id, followee.id, bench_data.at(cast(:start + bench_data.share(f.n * 1000003 + k, 20) * :span as bigint))
     from (
       select n, floor(bench_data.share(n, 21) * (:others - 1)) as first,
         least(:others - 1, bench_data.upto(:edges, n, :others) - bench_data.upto(:edges, n - 1, :others)) as followers
       from generate_series(cast(:low as bigint) + 1, :high) n
     ) f
     join bench_data.people followee on followee.n = f.n
     cross join lateral generate_series(cast(0 as bigint), f.followers - 1) k
     join bench_data.people follower
       on follower.n = 1 + (f.n + (cast(f.first as bigint) + k * :step) % (:others - 1)) % :others`,
    {
      others: plan.people - 1,
      edges: plan.follows - follows.length - followedBy.length,
      step: longStep,
      start: until.getTime() - spanMs,
      span: spanMs,
    },
  );
  await filling.progress.stage('follows of the reader', async (done) => {
    const sql = `insert into follows (follower_id, followee_id, created_at)
      select follower.id, followee.id, bench_data.at(cast(:start + bench_data.share(follower.n + followee.n, 22) * :span as bigint))
      from bench_data.people follower cross join bench_data.people followee
      where follower.n = any(:followers) and followee.n = any(:followees)`;
    const times = { start: until.getTime() - spanMs, span: spanMs };
    done(await write(filling.knex, sql, { ...times, followers: [reader], followees: follows as number[] }));
    done(await write(filling.knex, sql, { ...times, followers: followedBy as number[], followees: [reader] }));
  });
  await filling.knex.raw('analyze follows');
}

/** Counters as the product keeps them: of all follows, and of posts that are not private. Three people in five have an avatar. */
export async function insertPeople(filling: Filling): Promise<void> {
  const { knex, plan, progress, passwordHash } = filling;
  await progress.stage('avatars', async (done) => {
    done(
      await write(
        knex,
        `insert into media (id, owner_id, kind, status, variants, blurhash, created_at, updated_at)
         select m.id, m.owner, 'avatar', 'attached', cast(replace(:variants, :placeholder, cast(m.id as text)) as jsonb), :blurhash, m.at, m.at
         from (
           select bench_data.id(p.ms, p.n, 23) as id, p.id as owner, bench_data.at(p.ms) as at
           from bench_data.people p where bench_data.share(p.n, 24) < 0.6
         ) m`,
        pictureOf('avatar'),
      ),
    );
  });
  await knex.raw(`
    create unlogged table bench_data.counts as
      select p.n, coalesce(a.count, 0) as followers, coalesce(b.count, 0) as following
      from bench_data.people p
      left join (select followee_id, count(*) from follows group by 1) a on a.followee_id = p.id
      left join (select follower_id, count(*) from follows group by 1) b on b.follower_id = p.id;
    alter table bench_data.counts add primary key (n);
    create unlogged table bench_data.written as
      select author, count(*), max(ms) as last from bench_data.posts where visibility <> 'PRIVATE' group by author;
    analyze bench_data.counts, bench_data.written`);
  await writeInParts(
    filling,
    'people',
    plan.people,
    `insert into users (id, email, username, username_key, full_name, password_hash, verification_ref, email_verified_at, bio, location, avatar_id,
       search_text, search_latin, followers_count, following_count, posts_count, last_post_at, created_at, updated_at)
     select p.id, replace(p.username, '_', '-') || '@' || :domain, p.username, p.username, p.full_name, :passwordHash,
       bench_data.id(p.ms, p.n, 29), bench_data.at(p.ms),
       case when bench_data.share(p.n, 25) < 0.5 then bench_data.pick(:bios, p.n, 26) end,
       case when bench_data.share(p.n, 27) < 0.7 then bench_data.pick(:cities, p.n, 28) end,
       case when bench_data.share(p.n, 24) < 0.6 then bench_data.id(p.ms, p.n, 23) end,
       s.folded, s.latin, c.followers, c.following, coalesce(w.count, 0), bench_data.at(w.last),
       bench_data.at(p.ms), bench_data.at(p.ms)
     from bench_data.people p
     join bench_data.counts c using (n)
     join bench_data.people_search s using (n)
     left join bench_data.written w on w.author = p.n
     where p.n > :low and p.n <= :high`,
    { domain: benchMailDomain, passwordHash, bios: [...bios], cities: [...cities] },
  );
}

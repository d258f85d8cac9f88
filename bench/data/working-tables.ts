import { personSearchDocument } from '../../src/core/profiles/index.js';
import { type Filling, spanMs, write, writeInParts } from './filling.js';
import { benchLogins } from './logins.js';
import { fullNames } from './names.js';

import { postTexts, tagTexts } from './texts.js';

const peopleAtOnce = 10_000;

/**
 * The plan by ordinals, in a schema of its own that goes when the filling is over.
 *
 * - `share(n, salt)`: evenly spread over [0, 1), the same for the same arguments.
 * - `id(at, n, salt)`: a UUID of version 7 (RFC 9562) of that moment, so that ids run with time as the product's do.
 * - `pick(options, n, salt)`: one of these.
 * - `upto(total, rank, ranks)`: how many of `total` fall on the first `rank` of so many ranks, by a square-root law. Differences of
 *   neighbours are each rank's own number, and sum up to `total` exactly.
 */
const functions = `
  create schema bench_data;
  create function bench_data.share(n bigint, salt bigint) returns double precision
    language sql immutable parallel safe
    return (hashint8extended(n, salt) & 4503599627370495) / 4503599627370496.0::double precision;
  create function bench_data.pick(options text[], n bigint, salt bigint) returns text
    language sql immutable parallel safe
    return options[1 + cast(floor(bench_data.share(n, salt) * cardinality(options)) as integer)];
  create function bench_data.id(at bigint, n bigint, salt bigint) returns uuid
    language sql immutable parallel safe
    return cast(overlay(overlay(lpad(to_hex(at), 12, '0') || substr(md5(salt || ':' || n), 1, 20) placing '7' from 13) placing '8' from 17) as uuid);
  create function bench_data.upto(total bigint, rank bigint, ranks bigint) returns bigint
    language sql immutable parallel safe
    return floor(total * sqrt(cast(rank as double precision) / ranks));
  create function bench_data.at(ms bigint) returns timestamptz(3)
    language sql immutable parallel safe
    return cast(to_timestamp(ms / 1000.0::double precision) as timestamptz(3));

  create unlogged table bench_data.texts (n integer primary key, content text not null, folded text not null, latin text not null,
    more text not null);
  create unlogged table bench_data.tags (n integer primary key, id uuid not null, name text not null, content text not null,
    folded text not null, latin text not null, more text not null);
  create unlogged table bench_data.names (n integer primary key, username text not null, full_name text not null);
  create unlogged table bench_data.people (n integer primary key, id uuid not null, ms bigint not null, username text not null,
    full_name text not null);
  create unlogged table bench_data.people_search (n integer primary key, folded text not null, latin text not null);
  create unlogged table bench_data.posts (n integer primary key, id uuid not null, ms bigint not null, author integer not null,
    visibility text not null, likes integer not null, comments integer not null, text integer not null, distance integer,
    images integer not null);
  create unlogged table bench_data.post_tags (post integer not null, tag integer not null, position integer not null,
    primary key (post, tag));
`;

export async function makeWorkingTables(filling: Filling): Promise<void> {
  await filling.knex.raw(functions);
  await insertTexts(filling);
  await planPeople(filling);
  await planPeopleSearch(filling);
  await planPosts(filling);
  await planTags(filling);
}

export async function dropWorkingTables({ knex }: Filling): Promise<void> {
  await knex.raw('drop schema bench_data cascade');
}

async function insertTexts({ knex, until }: Filling): Promise<void> {
  const numbered = <T>(rows: readonly T[]): (T & { n: number })[] => rows.map((row, n) => ({ n, ...row }));
  await write(
    knex,
    `insert into bench_data.texts
     select t.* from jsonb_to_recordset(cast(:texts as jsonb)) as t (n integer, content text, folded text, latin text, more text)`,
    { texts: JSON.stringify(numbered(postTexts())) },
  );
  await write(
    knex,
    `insert into bench_data.tags
     select t.n, bench_data.id(:until, t.n, 1), t.name, t.content, t.folded, t.latin, t.more
     from jsonb_to_recordset(cast(:tags as jsonb)) as t (n integer, name text, content text, folded text, latin text, more text)`,
    { tags: JSON.stringify(numbered(tagTexts())), until: until.getTime() },
  );
  await write(
    knex,
    `insert into bench_data.names
     select n.* from jsonb_to_recordset(cast(:names as jsonb)) as n (n integer, username text, full_name text)`,
    { names: JSON.stringify(numbered(fullNames)) },
  );
}

/** Everybody joined within the three years before the first post. */
async function planPeople(filling: Filling): Promise<void> {
  const { plan, until } = filling;
  await writeInParts(
    filling,
    'plan: people',
    plan.people,
    `insert into bench_data.people
     select p.n, bench_data.id(p.ms, p.n, 2), p.ms,
       case p.n when :reader then :readerName when :author then :authorName else names.username || '_' || p.n end, names.full_name
     from (
       select k + 1 as n, cast(:joined + bench_data.share(k + 1, 3) * :years as bigint) as ms
       from generate_series(cast(:low as integer), :high - 1) k
     ) p
     join bench_data.names on names.n = floor(bench_data.share(p.n, 4) * :names)`,
    {
      reader: plan.reader.ordinal,
      author: plan.author,
      readerName: benchLogins.reader.username,
      authorName: benchLogins.author.username,
      joined: until.getTime() - spanMs - 3 * 365 * 86_400_000,
      years: 3 * 365 * 86_400_000,
      names: fullNames.length,
    },
  );
}

/** Of people what is searched is made one by one, by the product's own function. */
async function planPeopleSearch({ knex, progress }: Filling): Promise<void> {
  await progress.stage('plan: search of people', async (done) => {
    for (let last = 0, count = peopleAtOnce; count === peopleAtOnce;) {
      const people = await knex<{ n: number; username: string; full_name: string }>('bench_data.people')
        .where('n', '>', last)
        .orderBy('n')
        .limit(peopleAtOnce)
        .select('n', 'username', 'full_name');
      const documents = people.map(({ n, username, full_name: fullName }) => ({
        n,
        ...personSearchDocument(username, fullName),
      }));
      done(
        await write(
          knex,
          `insert into bench_data.people_search
           select d.* from jsonb_to_recordset(cast(:documents as jsonb)) as d (n integer, folded text, latin text)`,
          { documents: JSON.stringify(documents) },
        ),
      );
      last = people.at(-1)?.n ?? 0;
      count = people.length;
    }
  });
}

/** Ordinals run with time. The rank in popularity decides over visibility: public posts first, whose ranks alone get likes and comments. */
async function planPosts(filling: Filling): Promise<void> {
  const { plan, until } = filling;
  await writeInParts(
    filling,
    'plan: posts',
    plan.posts,
    `insert into bench_data.posts
     select p.n, bench_data.id(p.ms, p.n, 5), p.ms,
       1 + cast(floor(:people * power(bench_data.share(p.n, 6), 2)) as integer),
       case when p.rank < :public then 'PUBLIC' when p.rank < :private then 'FOLLOWERS' else 'PRIVATE' end,
       case when p.rank < :public
         then least(:people, bench_data.upto(:likes, p.rank + 1, :public) - bench_data.upto(:likes, p.rank, :public)) else 0 end,
       case when p.rank < :public
         then bench_data.upto(:comments, p.rank + 1, :public) - bench_data.upto(:comments, p.rank, :public) else 0 end,
       floor(bench_data.share(p.n, 7) * :texts),
       case when bench_data.share(p.n, 8) < 0.5 then 5 + floor(bench_data.share(p.n, 9) * 9000) end,
       case when bench_data.share(p.n, 10) < 0.25 then 1 + floor(4 * power(bench_data.share(p.n, 11), 2)) else 0 end
     from (
       select k as n, cast(:start + (k + bench_data.share(k, 12)) * :gap as bigint) as ms,
         (cast(k as bigint) * :step) % :posts as rank
       from generate_series(cast(:low as integer), :high - 1) k
     ) p`,
    {
      people: plan.people,
      public: plan.publicPosts,
      private: plan.publicPosts + plan.followersPosts,
      likes: plan.likes,
      comments: plan.comments,
      texts: postTexts().length,
      posts: plan.posts,
      step: plan.postStep,
      start: until.getTime() - spanMs,
      gap: spanMs / plan.posts,
    },
  );
  await filling.knex.raw('analyze bench_data.people, bench_data.posts, bench_data.texts, bench_data.tags');
}

/** Two posts in five carry one to three hashtags; the one of rank r is 1/r times as frequent as the first (Zipf). */
async function planTags(filling: Filling): Promise<void> {
  await writeInParts(
    filling,
    'plan: hashtags',
    filling.plan.posts,
    `insert into bench_data.post_tags
     select post, tag, min(position)
     from (
       select n as post, k as position,
         least(:tags, floor(exp(bench_data.share(n, 13 + k) * ln(cast(:tags + 1 as double precision))))) - 1 as tag
       from generate_series(cast(:low as integer), :high - 1) n
       cross join generate_series(1, 3) k
       where bench_data.share(n, 13) < 0.4 and k <= 1 + floor(3 * bench_data.share(n, 17))
     ) used
     group by post, tag`,
    { tags: tagTexts().length },
  );
  await filling.knex.raw('analyze bench_data.post_tags');
}

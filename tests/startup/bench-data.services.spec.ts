import { rmSync } from 'node:fs';
import { expect } from 'chai';
import type { Knex } from 'knex';
import supertest from 'supertest';
import { benchLogins } from '../../bench/data/logins.js';
import { planOf } from '../../bench/data/plan.js';
import { WinstonLogger } from '../../src/adapters/winston/winston-logger.js';
import { composeApplication } from '../../src/composition/index.js';
import { personSearchDocument } from '../../src/core/profiles/index.js';
import { searchDocument } from '../../src/core/search/index.js';
import { removeKeysOfApplication } from '../support/redis-client.js';
import { testConfig } from '../support/test-config.js';
import { testDatabase } from '../support/test-database.js';
import { EmptyDatabase } from './empty-database.js';
import { RunningProgram } from './program.js';

const scale = 0.02;

/** How often a counter is not what counting gives. */
const wrongCounters = {
  followers: `select count(*)::int as wrong from users u
    where followers_count <> (select count(*) from follows f where f.followee_id = u.id)`,
  following: `select count(*)::int as wrong from users u
    where following_count <> (select count(*) from follows f where f.follower_id = u.id)`,
  'posts of people': `select count(*)::int as wrong from users u
    where posts_count <> (select count(*) from posts p where p.author_id = u.id and p.deleted_at is null and p.visibility <> 'PRIVATE')`,
  'last posts': `select count(*)::int as wrong from users u
    where last_post_at is distinct from (select max(created_at) from posts p
      where p.author_id = u.id and p.deleted_at is null and p.visibility <> 'PRIVATE')`,
  likes: `select count(*)::int as wrong from posts p
    where like_count <> (select count(*) from post_likes l where l.post_id = p.id)`,
  comments: `select count(*)::int as wrong from posts p
    where comment_count <> (select count(*) from comments c where c.post_id = p.id and c.deleted_at is null)`,
  replies: `select count(*)::int as wrong from comments c
    where replies_count <> (select count(*) from comments r where r.root_id = c.id and r.deleted_at is null)`,
  hashtags: `select count(*)::int as wrong from hashtags h
    where posts_count <> (select count(*) from post_hashtags ph join posts p on p.id = ph.post_id
      where ph.hashtag_id = h.id and p.deleted_at is null and p.visibility = 'PUBLIC')`,
  'names of hashtags': `select count(*)::int as wrong from posts p
    where (select array_agg(name order by name) from unnest(p.hashtags) name) is distinct from
      (select array_agg(h.name order by h.name) from post_hashtags ph join hashtags h on h.id = ph.hashtag_id where ph.post_id = p.id)`,
} as const;

/** Indexes and constraints, as the database words them. */
async function schemaOf(knex: Knex): Promise<unknown> {
  const { rows } = (await knex.raw(
    `select indexdef as definition from pg_indexes where schemaname = 'public'
     union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
       where connamespace = 'public'::regnamespace
     order by 1`,
  )) as { rows: unknown };
  return rows;
}

describe('the program that fills a database for measuring', function () {
  this.timeout(120_000);
  let database: EmptyDatabase;
  let filling: RunningProgram;

  const run = async (url: string | undefined, ...words: string[]): Promise<RunningProgram> => {
    const program = RunningProgram.start('bench/data.ts', { DATABASE_URL: url }, ...words);
    await program.ended(60_000);
    return program;
  };
  const count = async (sql: string): Promise<number> => {
    const { rows } = (await database.knex.raw(sql)) as { rows: { wrong: number }[] };
    return rows[0]?.wrong ?? Number.NaN;
  };
  const countOf = async (table: string): Promise<number> => Number((await database.knex(table).count())[0]?.['count']);
  const reader = () => database.knex('users').where({ username: benchLogins.reader.username });

  before(async () => {
    database = await EmptyDatabase.create('bikearea_bench');
    filling = await run(database.url, '--scale', String(scale));
    expect(await filling.ended(), filling.everything).to.equal(0);
  });
  after(() => database.drop());

  it('makes as many of each as the scale says, and prints rows and seconds', async () => {
    const plan = planOf(scale);
    expect(await countOf('users')).to.equal(plan.people);
    expect(await countOf('posts')).to.equal(plan.posts);
    expect(await countOf('post_search')).to.equal(plan.posts);
    expect(await countOf('comments')).to.equal(plan.comments);
    // Forty people cannot give the most popular what a square-root law gives them.
    expect(await countOf('post_likes')).to.be.within(plan.likes * 0.8, plan.likes);
    expect(await countOf('follows')).to.be.within(plan.follows * 0.8, plan.follows);
    expect(filling.output).to.match(/^posts +400 +\d+\.\d s$/m);
    expect(filling.errors).to.match(/^likes: done, [\d,]+ rows/m);
  });

  for (const [name, sql] of Object.entries(wrongCounters)) {
    it(`keeps counters as the product does: ${name}`, async () => {
      expect(await count(sql)).to.equal(0);
    });
  }

  it('lets posts be popular and seen as planned', async () => {
    const byVisibility = await database.knex('posts').select('visibility').count().groupBy('visibility').orderBy('visibility');
    expect(byVisibility).to.deep.equal([
      { visibility: 'FOLLOWERS', count: '48' },
      { visibility: 'PRIVATE', count: '12' },
      { visibility: 'PUBLIC', count: '340' },
    ]);
    const [length] = await database
      .knex('posts')
      .select(database.knex.raw('min(char_length(content)), max(char_length(content))'));
    expect(length?.min).to.be.at.least(60);
    expect(length?.max).to.be.at.most(300);
  });

  it('stores for searches what the product stores', async () => {
    const people = await database.knex('users').select('username', 'full_name', 'search_text', 'search_latin');
    for (const { username, full_name: fullName, search_text: folded, search_latin: latin } of people) {
      expect({ folded, latin }).to.deep.equal(personSearchDocument(username, fullName));
    }
    const wordsOf = (text: string): string[] => [...new Set(text.split(/\s+/))].sort();
    const posts = await database.knex('post_search').join('posts', 'posts.id', 'post_id').select('content', 'folded', 'latin');
    expect(posts).to.have.length(planOf(scale).posts);
    for (const { content, folded, latin } of posts) {
      const wanted = searchDocument(content);
      expect(folded).to.equal(wanted.folded);
      // The lines of its parts, not of the whole: the same words.
      expect(wordsOf(latin)).to.deep.equal(wordsOf(wanted.latin));
    }
  });

  it('answers nothing by what is younger, and lets no follow stand across a block', async () => {
    expect(
      await count(`select count(*)::int as wrong from comments c join comments r on r.id = c.root_id
        where r.root_id is not null or r.post_id <> c.post_id or r.created_at > c.created_at`),
    ).to.equal(0);
    expect(
      await count(`select count(*)::int as wrong from blocks b join follows f
        on (f.follower_id, f.followee_id) in ((b.blocker_id, b.blocked_id), (b.blocked_id, b.blocker_id))`),
    ).to.equal(0);
  });

  it('leaves indexes and constraints as the migrations make them, and nothing of its own', async () => {
    const other = await testDatabase();
    try {
      expect(await schemaOf(database.knex)).to.deep.equal(await schemaOf(other.knex));
    } finally {
      await other.drop();
    }
    expect(await database.knex('pg_namespace').where({ nspname: 'bench_data' }).first()).to.equal(undefined);
  });

  it('lets the reader follow 500 people and have 200 blocks at scale 1 and at every other, none of them twice', () => {
    for (const large of [1, 10, 100]) {
      const { reader: planned, author, people } = planOf(large);
      expect([planned.follows.length, planned.blocks.length, planned.blockedBy.length]).to.deep.equal([500, 100, 100]);
      const all = [...planned.follows, ...planned.blocks, ...planned.blockedBy, author, planned.ordinal];
      expect(new Set(all).size).to.equal(702);
      expect(Math.max(...all)).to.equal(people);
    }
  });

  it('gives the reader follows and blocks in both directions, and a login that works', async () => {
    const { reader: plan } = planOf(scale);
    expect(await reader().first('following_count', 'followers_count')).to.deep.equal({
      following_count: plan.follows.length,
      followers_count: plan.followedBy.length,
    });
    const { id } = await reader().first<{ id: string }>('id');
    expect(await database.knex('blocks').where({ blocker_id: id })).to.have.length(plan.blocks.length);
    expect(await database.knex('blocks').where({ blocked_id: id })).to.have.length(plan.blockedBy.length);

    const config = testConfig({ database: { url: database.url } });
    const application = await composeApplication(config);
    try {
      for (const { email, username, password } of Object.values(benchLogins)) {
        const answer = await supertest(application.http.server).post('/api/v1/auth/login').send({ email, password }).expect(200);
        expect((answer.body as { data: { user: { username: string } } }).data.user.username).to.equal(username);
      }
    } finally {
      await application.stop();
      application.container.get(WinstonLogger).close();
      if (config.redis.url) await removeKeysOfApplication(config.redis.url, config.redis.prefix);
      rmSync(config.dataDir, { recursive: true, force: true });
    }
  });

  it('refuses a database that holds people', async () => {
    const again = await run(database.url, '--scale', String(scale));
    expect(await again.ended()).to.equal(1);
    expect(again.errors).to.include('There are people in this database already');
    expect(await countOf('users')).to.equal(planOf(scale).people);
  });

  it('refuses a database with another name, also with --reset, and one whose filling broke off', async () => {
    const other = await EmptyDatabase.create();
    try {
      await other.knex.raw('create table precious (n integer)');
      const refused = await run(other.url, '--scale', String(scale), '--reset');
      expect(await refused.ended()).to.equal(1);
      expect(refused.errors).to.include('only one whose name starts with bikearea_bench');
      expect(await other.knex('precious')).to.deep.equal([]);
    } finally {
      await other.drop();
    }
    const broken = await EmptyDatabase.create('bikearea_bench');
    try {
      await broken.knex.raw('create schema bench_data');
      const refused = await run(broken.url, '--scale', String(scale));
      expect(await refused.ended()).to.equal(1);
      expect(refused.errors).to.include('did not come to its end');
    } finally {
      await broken.drop();
    }
  });

  it('says what it wants without a scale, with a senseless one, and without an address', async () => {
    for (const [url, words, said] of [
      [database.url, [], 'npm run bench:data -- --scale 1'],
      [database.url, ['--scale', 'many'], '--scale takes a number'],
      [undefined, ['--scale', '1'], 'DATABASE_URL is not set'],
    ] as const) {
      const refused = await run(url, ...words);
      expect(await refused.ended()).to.equal(1);
      expect(refused.errors).to.include(said);
    }
  });
});

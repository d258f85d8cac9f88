import { expect } from 'chai';
import type { Knex } from 'knex';
import { forgetWritten } from '../../bench/community.js';
import { benchLogins } from '../../bench/data/logins.js';
import { planOf, readingsOf, wholeReads } from '../../bench/explain/statements.js';
import { stableId } from '../../seeds/reference.js';
import { rejection } from '../support/rejection.js';
import { requireDatabaseUrl } from '../support/services.js';
import { testDatabase, type TestDatabase } from '../support/test-database.js';

describe('the tools of the bench, on a database', () => {
  let database: TestDatabase;
  let knex: Knex;
  before(async () => {
    requireDatabaseUrl();
    database = await testDatabase();
    knex = database.knex;
  });
  after(() => database.drop());

  it('find the readings of a call, each wording once, with their values', async () => {
    const readings = await readingsOf(knex, async () => {
      for (const slug of ['one', 'two']) await knex('listing_categories').where({ slug }).select('id');
      await knex('listing_categories').where({ slug: 'none' }).update({ position: 1 });
    });
    expect(readings).to.have.length(1);
    expect(readings[0]?.values).to.deep.equal(['one']);
  });

  it('explain as it is carried out, take back what was written, and see what is read from end to end', async () => {
    const id = stableId('bench-tools');
    const text = `with made as (
          insert into listing_categories (id, slug, name_ka, name_en, position) values ($1, $2, $2, $2, 1) returning id
        ) select count(*) from listing_categories, made where name_en <> $3`;
    const plan = await planOf(knex, { text, values: [id, 'bench-tools', 'x'] });
    expect(plan.join('\n')).to.include('actual time');
    expect(wholeReads(plan)).to.deep.equal(['listing_categories']);
    expect(await knex('listing_categories').where({ id })).to.deep.equal([]);
    await rejection(planOf(knex, { text: 'select nothing', values: [] }));
    expect(wholeReads(['  ->  Parallel Seq Scan on posts p  (cost=0..1)', 'Index Scan using posts_pkey on posts'])).to.deep.equal(
      ['posts'],
    );
  });

  it('take back what the author wrote in a run, and put the counters right', async () => {
    const author = stableId('bench-author');
    const [before, since, later] = ['2026-11-01', '2026-11-02', '2026-11-03'].map((day) => new Date(`${day}T10:00:00Z`));
    const { username, email } = benchLogins.author;
    const at = { created_at: before, updated_at: before };
    await knex('users').insert({
      ...at,
      id: author,
      email,
      username,
      username_key: username,
      full_name: username,
      password_hash: 'none',
      verification_ref: stableId('bench-author-ref'),
      search_text: username,
      posts_count: 2,
      last_post_at: later,
    });
    const post = (name: string, created: Date | undefined): object => ({
      id: stableId(name),
      author_id: author,
      content: name,
      visibility: 'PUBLIC',
      created_at: created,
      updated_at: created,
    });
    await knex('posts').insert([post('kept', before), post('taken back', later)]);
    await forgetWritten(knex, since ?? new Date());
    expect(await knex('posts').pluck('content')).to.deep.equal(['kept']);
    expect(await knex('users').where({ id: author }).first('posts_count', 'last_post_at')).to.deep.equal({
      posts_count: 1,
      last_post_at: before,
    });
  });
});

import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexPostSearch } from '../../../src/adapters/postgres/posts/knex-post-search.js';
import { searchDocument } from '../../../src/core/search/index.js';
import { postSearchContract } from '../../contracts/post-search.contract.js';
import type { PostWishes } from '../../contracts/post-world.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PostTables } from './post-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexPostSearch', () => {
  let database: TestDatabase;
  const world = new PostTables(() => database.knex);
  const make = (): KnexPostSearch => new KnexPostSearch(new KnexSession(database.knex), new FakeClock(world.now()));
  const post = async (authorId: string, wishes: PostWishes): Promise<string> => {
    const id = await world.post(authorId, wishes);
    await database.knex('post_search').insert({ post_id: id, ...searchDocument(wishes.content ?? '') });
    return id;
  };
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  postSearchContract({
    make,
    person: () => world.person(),
    block: world.block.bind(world),
    post,
  });

  it('has an index for every statement it makes', async () => {
    const author = await world.person();
    await post(author, { content: 'ბენზინი და ზეთი' });
    await database.knex.raw(
      `with made as (
        insert into posts (id, author_id, content, visibility, created_at, updated_at)
        select gen_random_uuid(), ?, 'x', 'PUBLIC', now(), now() from generate_series(1, 3000) returning id)
      insert into post_search (post_id, folded, latin) select id, md5(id::text), md5(id::text) from made`,
      [author],
    );
    await database.knex.raw('vacuum analyze posts, post_search');
    const page = { page: 1, limit: 20, after: { at: new Date(), id: author } };
    const words = await plansOf(database.knex, () => make().search('ბენზინი zeti', author, page));
    expect(words).to.have.length(1);
    expect(words[0], words[0])
      .to.match(/Index[^\n]* post_search_words/)
      .and.not.match(/Seq Scan/);
    const near = await plansOf(database.knex, () => make().search('ტრანსმისიებბი', author, page));
    expect(near).to.have.length(2);
    expect(near[1], near[1])
      .to.match(/Index[^\n]* post_search_latin/)
      .and.not.match(/Seq Scan/);
  });

  it('looks at the newest 500 of many, by the time in their ids', async () => {
    const author = await world.person();
    await database.knex.raw(
      `with made as (
        insert into posts (id, author_id, content, visibility, created_at, updated_at)
        select cast('0190' || lpad(to_hex(i), 4, '0') || '-0000-7000-8000-000000000000' as uuid), ?, 'x', 'PUBLIC',
          timestamptz '2026-01-01' + make_interval(secs => i), now()
        from generate_series(1, 520) i returning id)
      insert into post_search (post_id, folded, latin) select id, 'chanchali', 'chanchali' from made`,
      [author],
    );
    const page = await make().search('chanchali', undefined, { page: 1, limit: 100 });
    expect(page.total).to.equal(500);
    expect(page.items[0]?.id).to.equal('01900208-0000-7000-8000-000000000000');
    const last = await make().search('chanchali', undefined, { page: 5, limit: 100 });
    expect(last.items.at(-1)?.id).to.equal('01900015-0000-7000-8000-000000000000');
  });
});

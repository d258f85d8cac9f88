import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexPostReader } from '../../../src/adapters/postgres/posts/knex-post-reader.js';
import { postReaderContract } from '../../contracts/post-reader.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PostTables } from './post-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexPostReader', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  const world = new PostTables(() => database.knex);
  const make = (): KnexPostReader => new KnexPostReader(new KnexSession(database.knex), new FakeClock(world.now()));
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  postReaderContract({
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    post: world.post.bind(world),
    image: world.image.bind(world),
    like: world.like.bind(world),
    save: world.save.bind(world),
    setVisibility: world.setVisibility.bind(world),
    deletePost: world.deletePost.bind(world),
    make,
  });

  it('has an index for every statement it makes', async () => {
    const reader = make();
    const [author, viewer] = [await world.person(), await world.person()];
    const original = await world.post(author, { hashtags: ['indexed'], imageIds: [await world.image()], mentions: [viewer] });
    const id = await world.post(viewer, { hashtags: ['indexed'], repostOf: original });
    await world.like(id, viewer);
    await world.save(id, viewer);
    await world.follow(viewer, author);
    // So many that it matters which index is taken.
    await database.knex.raw(`
      insert into posts (id, author_id, content, visibility, created_at, updated_at)
      select gen_random_uuid(), u.id, 'a ride', 'PUBLIC', now(), now() from users u, generate_series(1, 200)`);
    await database.knex.raw('analyze');
    const page = { page: 1, limit: 20, after: { at: new Date(), id: original } };
    const expected: [number, () => Promise<unknown>, RegExp][] = [
      [1, () => reader.find(id, author), /Index[^\n]* Scan[^\n]* posts_pkey/],
      [2, () => reader.byAuthor(viewer, author, page), /Index[^\n]* Scan[^\n]* posts_by_author/],
      [2, () => reader.likedBy(viewer, author, page), /Index[^\n]* Scan[^\n]* post_likes_of_user/],
      [2, () => reader.savedBy(viewer, page), /Index[^\n]* Scan[^\n]* post_saves_of_user/],
      [2, () => reader.byHashtag('indexed', author, page), /Index[^\n]* Scan[^\n]* post_hashtags_by_time/],
      [2, () => reader.byHashtag('indexed', undefined, { page: 1, limit: 20 }), /Index[^\n]* Scan[^\n]* post_hashtags_by_time/],
    ];
    for (const [statements, call, index] of expected) {
      const plans = await plansOf(database.knex, call);
      expect(plans).to.have.length(statements);
      for (const plan of plans) expect(plan, String(index)).to.not.match(/Seq Scan/);
      expect(plans.at(-1)).to.match(index);
    }
  });
});

import { expect } from 'chai';
import { KnexTrendingReader } from '../../../src/adapters/postgres/feed/knex-trending-reader.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { trendingReaderContract } from '../../contracts/trending-reader.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { FeedTables } from './feed-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexTrendingReader', () => {
  let database: TestDatabase;
  const world = new FeedTables(() => database.knex);
  const make = (): KnexTrendingReader => new KnexTrendingReader(new KnexSession(database.knex), new FakeClock(world.now()));
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  trendingReaderContract(Object.assign(world, { make }));

  describe('with a ranking', () => {
    it('has an index for every statement it makes', async () => {
      const [author, viewer] = [await world.person(), await world.person()];
      await world.block(viewer, await world.person());
      const posts = await world.posts([{ authorId: author }, { authorId: author, hashtags: ['index'] }]);
      const madeAt = new Date('2027-01-01T00:00:00Z');
      await world.rankPosts(madeAt, posts);
      await world.rankHashtags(['index']);
      const { next } = await make().posts(viewer, { page: 1, limit: 1 });
      if (!next) throw new Error('two posts are ranked');
      const calls = [
        () => make().posts(viewer, { page: 1, limit: 10 }),
        () => make().posts(viewer, { page: 1, limit: 10, after: next }),
        () => make().posts(undefined, { page: 9, limit: 10 }),
        () => make().hashtags(10),
      ];
      for (const call of calls) {
        const plans = await plansOf(database.knex, call);
        expect(plans).to.not.be.empty;
        for (const plan of plans) expect(plan).to.not.match(/Seq Scan/);
        expect(plans[0]).to.match(/Index[^\n]* trending_(posts|hashtags)_/);
      }
    });
  });
});

import { expect } from 'chai';
import { KnexTrendingRanking } from '../../../src/adapters/postgres/feed/knex-trending-ranking.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { hashtagTrendRule, postTrendRule } from '../../../src/core/feed/index.js';
import { trendingRankingContract } from '../../contracts/trending-ranking.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { FeedTables } from './feed-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexTrendingRanking', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  const world = new FeedTables(() => database.knex);
  const make = (): KnexTrendingRanking => new KnexTrendingRanking(new KnexSession(database.knex));
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  trendingRankingContract(Object.assign(world, { make }));

  describe('with posts', () => {
    it('has an index for what it chooses from: the posts and tags of the window', async () => {
      const at = new Date('2026-02-01T00:00:00Z');
      const authorId = await world.person();
      // Without its transaction, whose own statements have no plan.
      const session = Object.assign(new KnexSession(database.knex), { transaction: (work: () => Promise<unknown>) => work() });
      const ranking = new KnexTrendingRanking(session);
      await world.like(await world.person(), await world.post({ authorId, at, hashtags: ['index'] }));
      const posts = await plansOf(database.knex, () => ranking.rankPosts(postTrendRule, at, at));
      expect(posts.join('\n')).to.match(/Index[^\n]* posts_by_/);
      const hashtags = await plansOf(database.knex, () => ranking.rankHashtags(hashtagTrendRule, at));
      expect(hashtags.join('\n')).to.match(/Index[^\n]* post_hashtags_recent/);
      for (const plan of [...posts, ...hashtags])
        expect(plan).to.not.match(/Seq Scan on (posts|users|post_likes|comments|post_hashtags)/);
    });
  });
});

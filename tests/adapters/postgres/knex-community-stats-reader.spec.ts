import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexCommunityStatsReader } from '../../../src/adapters/postgres/stats/knex-community-stats-reader.js';
import type { LoadingCache } from '../../../src/core/caching/index.js';
import { identityEvents } from '../../../src/core/identity/index.js';
import { postsEvents } from '../../../src/core/posts/index.js';
import { CachedCommunityStatsReader } from '../../../src/core/stats/index.js';
import { type CommunityStatsHarness, communityStatsReaderContract } from '../../contracts/community-stats-reader.contract.js';
import { CacheInstances } from '../../support/cache-instances.js';
import { endingEverything } from '../../support/ending-everything.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { expectKeptUntil } from './kept-reads.js';
import { PeopleTables } from './people-tables.js';
import { statementsOf } from './statement-plans.js';

describe('KnexCommunityStatsReader', () => {
  let database: TestDatabase;
  const world = new PeopleTables(() => database.knex);
  const open = (): void => {
    before(async () => {
      database = await testDatabase();
    });
    after(() => database.drop());
  };

  const make = (): KnexCommunityStatsReader => new KnexCommunityStatsReader(new KnexSession(database.knex));
  const harness: CommunityStatsHarness = {
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    make,
    post: async (authorId, at, { visibility = 'PUBLIC', deleted = false } = {}) => {
      await database.knex('posts').insert({
        id: world.unknownId(),
        author_id: authorId,
        content: 'გზაში',
        visibility,
        created_at: at,
        updated_at: at,
        deleted_at: deleted ? at : null,
      });
    },
  };
  describe('by itself', () => {
    open();
    communityStatsReaderContract(harness);
  });

  describe('in a CachedCommunityStatsReader', () => {
    open();
    let cache: LoadingCache;
    before(async () => {
      cache = await new CacheInstances(new FakeClock(world.now())).add();
    });
    const cached = (): CachedCommunityStatsReader => new CachedCommunityStatsReader(make(), cache);
    communityStatsReaderContract(endingEverything({ ...harness, make: cached }, () => cache));

    it('keeps each figure by itself, that of the posts by day', async () => {
      const reader = cached();
      const day = new Date('2026-02-01T20:00:00.000Z');
      const users = (): Promise<number> => reader.countUsers(world.now());
      const post = { postId: 'p', authorId: 'a', repostOfId: null };
      await expectKeptUntil(database.knex, cache, users, identityEvents.personVerified, { userId: 'a' });
      await expectKeptUntil(database.knex, cache, () => reader.countPosts(day), postsEvents.postCreated, post);
      expect(await statementsOf(database.knex, users)).to.equal(0);
      expect(await statementsOf(database.knex, () => reader.countPosts(new Date(day.getTime() + 86_400_000)))).to.equal(1);
    });
  });
});

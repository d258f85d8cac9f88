import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexSocialGraph } from '../../../src/adapters/postgres/profiles/knex-social-graph.js';
import { socialGraphContract } from '../../contracts/social-graph.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PeopleTables } from './people-tables.js';

describe('KnexSocialGraph', () => {
  let database: TestDatabase;
  let session: KnexSession;
  const world = new PeopleTables(() => database.knex);
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());

  socialGraphContract({
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    make: () => new KnexSocialGraph(session),
    transaction: (work) => session.transaction(work),
    counters: async (id) => {
      const row = await database
        .knex('users')
        .where({ id })
        .first<{ followers_count: number; following_count: number }>('followers_count', 'following_count');
      return [row.followers_count, row.following_count];
    },
  });
});

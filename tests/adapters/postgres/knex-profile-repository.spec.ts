import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexProfileRepository } from '../../../src/adapters/postgres/profiles/knex-profile-repository.js';
import { foldForSearch, romanise } from '../../../src/core/search/index.js';
import { profileRepositoryContract } from '../../contracts/profile-repository.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PeopleTables } from './people-tables.js';

describe('KnexProfileRepository', () => {
  let database: TestDatabase;
  let session: KnexSession;
  const world = new PeopleTables(() => database.knex);
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());

  profileRepositoryContract({
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    make: () => new KnexProfileRepository(session),
    transaction: (work) => session.transaction(work),
    isFoundBy: async (text, id) => {
      const found = await database
        .knex('users')
        .where({ id })
        .where('search_text', 'like', `%${foldForSearch(text)}%`)
        .where('search_latin', 'like', `%${romanise(text)}%`);
      return found.length === 1;
    },
  });
});

import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexProfilePictures } from '../../../src/adapters/postgres/media/knex-profile-pictures.js';
import { profilePicturesContract } from '../../contracts/profile-pictures.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { ids, insertPerson, insertPicture } from './media-tables.js';

describe('KnexProfilePictures', () => {
  let database: TestDatabase;
  let session: KnexSession;
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());

  profilePicturesContract({
    make: async () => new KnexProfilePictures(session),
    newPerson: () => insertPerson(database.knex),
    newPicture: () => insertPicture(database.knex),
    unknownId: () => ids.next(),
    inTransaction: (work) => session.transaction(work),
    changedAt: async (id) => {
      const row = await database.knex('users').where({ id }).first<{ updated_at: Date }>('updated_at');
      return row.updated_at;
    },
  });
});

import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { foundEverywhere } from './found-everywhere.js';

describe('searches in a database as it comes find', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  foundEverywhere(() => database.knex);
});

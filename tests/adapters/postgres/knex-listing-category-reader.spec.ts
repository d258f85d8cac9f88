import { KnexListingCategoryReader } from '../../../src/adapters/postgres/listings/knex-listing-category-reader.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { listingCategoryReaderContract } from '../../contracts/listing-category-reader.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { keepCategories } from './category-tables.js';

describe('KnexListingCategoryReader', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  listingCategoryReaderContract({
    reader: () => new KnexListingCategoryReader(new KnexSession(database.knex)),
    keep: keepCategories(() => database.knex),
  });
});

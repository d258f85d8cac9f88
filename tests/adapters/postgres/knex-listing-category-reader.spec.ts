import { KnexListingCategoryReader } from '../../../src/adapters/postgres/listings/knex-listing-category-reader.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { listingCategoryReaderContract } from '../../contracts/listing-category-reader.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';

describe('KnexListingCategoryReader', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  listingCategoryReaderContract({
    reader: () => new KnexListingCategoryReader(new KnexSession(database.knex)),
    keep: async (categories) => {
      const table = 'listing_categories';
      await database.knex(table).whereNotNull('parent_id').del();
      await database.knex(table).del();
      for (const [position, category] of categories.entries()) {
        const { id, slug, nameKa, nameEn, icon, parentId } = category;
        await database.knex(table).insert({ id, slug, name_ka: nameKa, name_en: nameEn, icon, parent_id: parentId, position });
      }
    },
  });
});

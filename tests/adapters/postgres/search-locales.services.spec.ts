import { requireDatabaseUrl } from '../../support/services.js';
import { databaseLocales, type TestDatabase, testDatabaseWithLocale } from '../../support/test-database.js';
import { foundEverywhere } from './found-everywhere.js';

for (const locale of databaseLocales) {
  describe(`searches in a database with the locale ${locale} find`, function () {
    this.timeout(60_000);
    let database: TestDatabase;
    before(async () => {
      database = await testDatabaseWithLocale(requireDatabaseUrl(), locale);
    });
    after(() => database.drop());
    foundEverywhere(() => database.knex);
  });
}

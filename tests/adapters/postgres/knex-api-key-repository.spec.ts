import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { KnexApiKeyRepository } from '../../../src/adapters/postgres/api-keys/knex-api-key-repository.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import { apiKeyRepositoryContract } from '../../contracts/api-key-repository.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { NotificationTables } from './notification-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexApiKeyRepository', () => {
  const ids = new UuidV7Generator();
  let database: TestDatabase;
  const world = new NotificationTables(() => database.knex);
  const make = (): KnexApiKeyRepository => new KnexApiKeyRepository(new KnexSession(database.knex));
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  apiKeyRepositoryContract({
    make,
    newId: () => ids.next(),
    owner: async () => {
      const id = await world.person();
      await database.knex('users').where({ id }).update({ role: 'ADMIN' });
      return id;
    },
    ban: async (id) => {
      await database
        .knex('users')
        .where({ id })
        .update({ banned_at: new Date(0), banned_until: null });
    },
  });

  it('finds who calls by indexes alone', async () => {
    const [plan] = await plansOf(database.knex, () => make().findCaller(randomBytes(32), new Date()));
    expect(plan).to.include('api_keys_hash_key').and.include('api_keys_previous_hash_key').and.not.include('Seq Scan');
  });
});

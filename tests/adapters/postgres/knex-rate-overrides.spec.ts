import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexRateOverrides } from '../../../src/adapters/postgres/security/knex-rate-overrides.js';
import { rateOverridesContract } from '../../contracts/rate-overrides.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PeopleTables } from './people-tables.js';

describe('KnexRateOverrides', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  const people = new PeopleTables(() => database.knex);

  rateOverridesContract({
    make: async () => {
      await database.knex('rate_limits').del();
      return new KnexRateOverrides(new KnexSession(database.knex));
    },
    person: () => people.person(),
    removePerson: async (id) => {
      await database.knex('users').where({ id }).del();
    },
  });

  it('leaves out policies that this version does not know', async () => {
    const changed = { points: 1, window_seconds: 1, changed_at: new Date() };
    await database.knex('rate_limits').insert({ policy: 'of another version', ...changed });
    expect(await new KnexRateOverrides(new KnexSession(database.knex)).all()).to.deep.equal([]);
  });
});

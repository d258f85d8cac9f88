import { expect } from 'chai';
import { migrations } from '../../../src/composition/database.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';

const name = '20261125000500_people_search';

describe('the migration that romanises names', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  it('fills in the people who were there before, more than a batch of them', async () => {
    const { knex } = database;
    await knex.migrate.down({ ...migrations, name });
    await knex.raw(`
      insert into users (id, email, username, username_key, full_name, password_hash, verification_ref, search_text, created_at, updated_at)
      select gen_random_uuid(), n, n, n, 'ნინო ' || n, 'none', gen_random_uuid(), n, now(), now()
      from (select 'rider' || i as n from generate_series(1, 1201) i) names`);
    await knex.migrate.up({ ...migrations, name });
    const rows = await knex('users').select<{ username: string; search_latin: string }[]>('username', 'search_latin');
    expect(rows).to.have.length(1201);
    for (const { username, search_latin: latin } of rows) expect(latin).to.equal(`${username}\nnino ${username}`);
  });
});

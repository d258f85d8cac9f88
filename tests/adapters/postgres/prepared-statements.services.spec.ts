import { expect } from 'chai';
import { requireDatabaseUrl } from '../../support/services.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';

describe('statements on a server', () => {
  let database: TestDatabase;
  before(async () => {
    requireDatabaseUrl();
    database = await testDatabase({ poolSize: 1 });
  });
  after(() => database.drop());

  const prepared = async (part: string): Promise<number> => {
    const { rows } = await database.knex.raw<{ rows: { statement: string }[] }>('select statement from pg_prepared_statements');
    return rows.filter(({ statement }) => statement.includes(part)).length;
  };

  it('are prepared once for their text, whatever their values, also in a transaction', async () => {
    const ask = (db = database.knex) => db('listing_categories').where({ slug: 'helmets' }).select('slug', 'icon');
    await ask();
    await ask();
    await database.knex.transaction(async (transaction) => void (await ask(transaction)));
    await database.knex('listing_categories').where({ slug: 'none' }).select('slug', 'icon');
    expect(await prepared('"slug", "icon"')).to.equal(1);
  });

  it('are not any more when a session has 300 of them, and answer all the same', async () => {
    const ask = (n: number) =>
      database
        .knex('listing_categories')
        .where('position', '<', 0)
        .select({ [`n${n}`]: 'id' });
    for (let n = 0; n < 320; n += 1) expect(await ask(n)).to.deep.equal([]);
    expect(await prepared('')).to.be.within(290, 300);
  });

  it('are not where they select all columns, so that a column more does not end them', async () => {
    const read = () => database.knex('listing_categories').where({ slug: 'helmets' }).first<Record<string, unknown>>();
    await read();
    await database.knex.raw('alter table listing_categories add column colour text');
    expect(await read()).to.have.property('colour', null);
    expect(await prepared('listing_categories" where "slug" = $1 limit')).to.equal(0);
  });
});

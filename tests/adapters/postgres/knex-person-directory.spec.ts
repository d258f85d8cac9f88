import { expect } from 'chai';
import type { Knex } from 'knex';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexPersonDirectory } from '../../../src/adapters/postgres/profiles/knex-person-directory.js';
import { personDirectoryContract } from '../../contracts/person-directory.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PeopleTables } from './people-tables.js';
import { plansOf } from './statement-plans.js';

/** Enough people, not to be found, that a search in the whole table costs more than one in an index. */
async function fillUp(knex: Knex): Promise<void> {
  await knex.raw(`
    insert into users (id, email, username, username_key, full_name, password_hash, verification_ref, email_verified_at, search_text, search_latin, created_at, updated_at)
    select gen_random_uuid(), n, n, n, n, 'none', gen_random_uuid(), now(), md5(n), md5(n), now(), now()
    from (select 'filler' || i as n from generate_series(1, 3000) i) names`);
  await knex.raw('vacuum analyze users');
}

describe('KnexPersonDirectory', () => {
  let database: TestDatabase;
  const world = new PeopleTables(() => database.knex);
  const make = (): KnexPersonDirectory => new KnexPersonDirectory(new KnexSession(database.knex), new FakeClock(world.now()));
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  personDirectoryContract({
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    make,
  });

  it('has an index for every statement it makes', async () => {
    const directory = make();
    const [owner, viewer] = [await world.person(), await world.person({ username: 'index_me' })];
    await world.follow(viewer, owner);
    await world.follow(owner, viewer);
    await world.block(viewer, await world.person());
    await fillUp(database.knex);
    const page = { page: 1, limit: 20, after: { at: new Date(), id: owner } };
    const expected: [number, () => Promise<unknown>, RegExp][] = [
      [2, () => directory.followers(owner, viewer, page), /Index[^\n]* Scan[^\n]* follows_followers/],
      [2, () => directory.following(owner, viewer, page), /Index[^\n]* Scan[^\n]* follows_following/],
      [2, () => directory.blockedBy(viewer, page), /Index[^\n]* Scan[^\n]* blocks_of_blocker/],
      [1, () => directory.search('index_me', owner, page), /Index[^\n]* users_search_latin/],
      [2, () => directory.search('index_mx მოტოციკლი', owner, page), /Index[^\n]* users_search_latin/],
    ];
    for (const [statements, call, index] of expected) {
      const plans = await plansOf(database.knex, call);
      expect(plans).to.have.length(statements);
      for (const plan of plans) expect(plan, String(index)).to.not.match(/Seq Scan/);
      expect(plans.at(-1), plans.at(-1)).to.match(index);
    }
  });
});

import { expect } from 'chai';
import type { Knex } from 'knex';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexPersonDirectory } from '../../../src/adapters/postgres/profiles/knex-person-directory.js';
import { personDirectoryContract } from '../../contracts/person-directory.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PeopleTables } from './people-tables.js';

/** The plans of the statements a call makes, with sequential scans priced out: an index that fits is then taken even on small tables. */
async function plansOf(knex: Knex, call: () => Promise<unknown>): Promise<string[]> {
  const asked: { sql: string; bindings: Knex.RawBinding[] }[] = [];
  const note = (query: { sql: string; bindings: Knex.RawBinding[] }): void => void asked.push(query);
  knex.on('query', note);
  await call();
  knex.removeListener('query', note);
  return knex.transaction(async (transaction) => {
    await transaction.raw('set local enable_seqscan = off');
    const plans: string[] = [];
    for (const { sql, bindings } of asked) {
      const explain = ['explain', sql.replace(/\$\d+/g, '?')].join(' ');
      const { rows } = (await transaction.raw(explain, bindings)) as { rows: Record<string, string>[] };
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    return plans;
  });
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
    const page = { page: 1, limit: 20, after: { at: new Date(), id: owner } };
    const expected: [() => Promise<unknown>, RegExp][] = [
      [() => directory.followers(owner, viewer, page), /Index[^\n]* Scan[^\n]* follows_followers/],
      [() => directory.following(owner, viewer, page), /Index[^\n]* Scan[^\n]* follows_following/],
      [() => directory.blockedBy(viewer, page), /Index[^\n]* Scan[^\n]* blocks_of_blocker/],
      [() => directory.search('index_me', owner, page), /Index[^\n]* users_search_text/],
    ];
    for (const [call, index] of expected) {
      const plans = await plansOf(database.knex, call);
      expect(plans).to.have.length(2);
      for (const plan of plans) expect(plan, String(index)).to.not.match(/Seq Scan/);
      expect(plans.at(-1)).to.match(index);
    }
  });
});

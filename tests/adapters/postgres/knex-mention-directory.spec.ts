import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexMentionDirectory } from '../../../src/adapters/postgres/posts/knex-mention-directory.js';
import { mentionDirectoryContract } from '../../contracts/mention-directory.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PeopleTables } from './people-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexMentionDirectory', () => {
  let database: TestDatabase;
  const world = new PeopleTables(() => database.knex);
  const make = (): KnexMentionDirectory => new KnexMentionDirectory(new KnexSession(database.knex), new FakeClock(world.now()));
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  mentionDirectoryContract({
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    make,
  });

  it('asks nothing for no names, and one statement by index for any', async () => {
    const place = { writerId: await world.person(), postAuthorId: await world.person(), visibility: 'FOLLOWERS' } as const;
    expect(await plansOf(database.knex, () => make().mentioned([], place))).to.deep.equal([]);
    const names = Array.from({ length: 20 }, (_, i) => `name_${i}`);
    const plans = await plansOf(database.knex, () => make().mentioned(names, place));
    expect(plans).to.have.length(1);
    expect(plans[0])
      .to.match(/Index[^\n]* users_username_key/)
      .and.not.match(/Seq Scan/);
  });
});

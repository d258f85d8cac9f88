import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexOwnProfileReader } from '../../../src/adapters/postgres/profiles/knex-own-profile-reader.js';
import { KnexProfileReader } from '../../../src/adapters/postgres/profiles/knex-profile-reader.js';
import { ownProfileReaderContract } from '../../contracts/own-profile-reader.contract.js';
import { profileReaderContract } from '../../contracts/profile-reader.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PeopleTables } from './people-tables.js';

describe('KnexProfileReader and KnexOwnProfileReader', () => {
  let database: TestDatabase;
  const world = new PeopleTables(() => database.knex);
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());

  const harness = {
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
  };
  profileReaderContract({
    ...harness,
    make: () => new KnexProfileReader(new KnexSession(database.knex), new FakeClock(world.now())),
  });
  ownProfileReaderContract({
    ...harness,
    make: () => new KnexOwnProfileReader(new KnexSession(database.knex)),
    emailOf: (id) => `${id}@example.ge`,
  });

  it('read a profile in one statement, by the index of the username', async () => {
    const statements: string[] = [];
    database.knex.on('query', ({ sql }: { sql: string }) => statements.push(sql));
    const reader = new KnexProfileReader(new KnexSession(database.knex), new FakeClock(world.now()));
    await reader.find({ username: 'Reader_Case' }, world.unknownId());
    expect(statements).to.have.length(1);
    expect(statements[0]).to.contain('"u"."username_key" = ').and.not.contain('email"').and.not.contain('phone');
  });
});

import { expect } from 'chai';
import { KnexPersonRegister } from '../../../src/adapters/postgres/administration/knex-person-register.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { personRegisterContract } from '../../contracts/person-register.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { PeopleTables } from './people-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexPersonRegister', () => {
  let database: TestDatabase;
  let session: KnexSession;
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());
  const world = new PeopleTables(() => database.knex);
  const make = (): KnexPersonRegister => new KnexPersonRegister(session);

  personRegisterContract({
    make,
    transaction: (work) => session.transaction(work),
    now: () => world.now(),
    unknownId: () => world.unknownId(),
    person: (wishes) => world.person(wishes),
    follow: (...follow) => world.follow(...follow),
    block: (...block) => world.block(...block),
    keptOf: async (id) => JSON.stringify(await database.knex('users').where({ id }).first()),
  });

  it('has an index for every statement it makes', async () => {
    const id = await world.person();
    const register = make();
    for (const call of [
      () => register.hold([id]),
      () => register.setRole(id, 'MODERATOR', world.now()),
      () => register.ban(id, { at: world.now(), until: world.now(), reason: 'spam' }),
      () => register.endBans(world.now(), 10),
      () => register.unban(id),
      () => register.erase(id, { username: 'gone_x', email: 'gone@placeholder.invalid', verificationRef: id }, world.now()),
    ]) {
      const plans = await plansOf(database.knex, call);
      expect(plans).to.not.deep.equal([]);
      for (const plan of plans)
        expect(plan)
          .to.match(/Index/)
          .and.not.match(/Seq Scan/);
    }
  });
});

import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexMediaRepository } from '../../../src/adapters/postgres/media/knex-media-repository.js';
import { mediaRepositoryContract } from '../../contracts/media-repository.contract.js';
import { rejection } from '../../support/rejection.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { ids, insertPerson, insertPicture } from './media-tables.js';

describe('KnexMediaRepository', () => {
  let database: TestDatabase;
  before(async () => {
    database = await testDatabase();
  });
  after(() => database.drop());
  beforeEach(() => database.knex('media').del());

  mediaRepositoryContract({
    make: async () => new KnexMediaRepository(new KnexSession(database.knex)),
    newId: () => ids.next(),
    newOwner: () => insertPerson(database.knex),
  });

  it('belongs to the transaction it is called in', async () => {
    const session = new KnexSession(database.knex);
    const repository = new KnexMediaRepository(session);
    const id = await insertPicture(database.knex);
    const failed = session.transaction(async () => {
      expect(await repository.detach(id, new Date())).to.equal(true);
      throw new Error('changed my mind');
    });
    expect(await rejection(failed)).to.have.property('message', 'changed my mind');
    expect((await repository.find(id))?.status).to.equal('attached');
  });

  it('keeps the picture of a person whose account is removed, without an owner', async () => {
    const repository = new KnexMediaRepository(new KnexSession(database.knex));
    const [person, id] = [await insertPerson(database.knex), await insertPicture(database.knex)];
    await database.knex('media').where({ id }).update({ owner_id: person });
    await database.knex('users').where({ id: person }).del();
    expect((await repository.find(id))?.ownerId).to.equal(null);
  });
});

import { expect } from 'chai';
import { KnexAccountRepository } from '../../../src/adapters/postgres/identity/knex-account-repository.js';
import { KnexActorReader } from '../../../src/adapters/postgres/identity/knex-actor-reader.js';
import { KnexAttemptCounter } from '../../../src/adapters/postgres/identity/knex-attempt-counter.js';
import { KnexOneTimeCodeRepository } from '../../../src/adapters/postgres/identity/knex-one-time-code-repository.js';
import { KnexSessionRepository } from '../../../src/adapters/postgres/identity/knex-session-repository.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { UuidV7Generator } from '../../../src/adapters/system/uuid-v7-generator.js';
import { accountRepositoryContract } from '../../contracts/account-repository.contract.js';
import { actorReaderContract } from '../../contracts/actor-reader.contract.js';
import { attemptCounterContract } from '../../contracts/attempt-counter.contract.js';
import { oneTimeCodeRepositoryContract } from '../../contracts/one-time-code-repository.contract.js';
import { sessionRepositoryContract } from '../../contracts/session-repository.contract.js';
import { FakeClock } from '../../support/fake-clock.js';
import { rejection } from '../../support/rejection.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';

describe('identity on PostgreSQL', () => {
  const ids = new UuidV7Generator();
  const newId = (): string => ids.next();
  let database: TestDatabase;
  let session: KnexSession;
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());

  const accounts = (): KnexAccountRepository => new KnexAccountRepository(session);
  const sessions = (): KnexSessionRepository => new KnexSessionRepository(session);
  const codes = (): KnexOneTimeCodeRepository => new KnexOneTimeCodeRepository(session);
  let made = 0;

  async function newPerson(role: 'USER' | 'MODERATOR' | 'ADMIN' = 'USER'): Promise<{ id: string; verificationRef: string }> {
    made += 1;
    const person = { id: newId(), verificationRef: newId() };
    const at = new Date();
    const names = { email: `person${made}@example.ge`, username: `person_${made}`, fullName: 'Nino', phone: null };
    await accounts().addIfFree({ ...person, ...names, passwordHash: 'hash', role, emailVerifiedAt: at, createdAt: at });
    return person;
  }

  async function ban(id: string, until: Date | null): Promise<void> {
    await database.knex('users').where({ id }).update({ banned_at: new Date(), banned_until: until });
  }

  describe('KnexAccountRepository', () => {
    accountRepositoryContract({
      make: accounts,
      newId,
      ban,
      giveCode: (userId, expiresAt) =>
        codes().put({ userId, purpose: 'verify_email', hash: 'hash', createdAt: new Date(0), expiresAt }),
    });

    it('makes people findable by the folded form of their names', async () => {
      const [id, at] = [newId(), new Date()];
      const person = { id, email: 'mtavruli@example.ge', username: 'Mtavruli_1', fullName: 'ᲜᲘᲜᲝ', phone: null };
      const account = { ...person, passwordHash: 'hash', role: 'USER', verificationRef: newId() } as const;
      await accounts().addIfFree({ ...account, emailVerifiedAt: null, createdAt: at });
      const row = await database.knex('users').where({ id }).first('search_text');
      expect(row.search_text).to.equal('mtavruli_1\nნინო');
    });

    it('belongs to the transaction it is called in', async () => {
      const { id } = await newPerson();
      const failed = session.transaction(async () => {
        await accounts().replacePassword(id, 'other', new Date());
        throw new Error('changed my mind');
      });
      expect(await rejection(failed)).to.have.property('message', 'changed my mind');
      expect((await accounts().findById(id))?.passwordHash).to.equal('hash');
    });
  });

  describe('KnexSessionRepository', () => {
    sessionRepositoryContract({ make: sessions, newId, newPerson: async () => (await newPerson()).id, ban });
  });

  describe('KnexOneTimeCodeRepository', () => {
    oneTimeCodeRepositoryContract({ make: codes, newId, newPerson });
  });

  describe('KnexAttemptCounter', () => {
    attemptCounterContract({ make: () => new KnexAttemptCounter(session), newKey: newId });
  });

  describe('KnexActorReader', () => {
    actorReaderContract({
      make: (at) => new KnexActorReader(session, new FakeClock(at)),
      newId,
      signedIn: async (role, expiresAt) => {
        const { id: userId } = await newPerson(role);
        const sessionId = newId();
        const device = { ip: '203.0.113.7', userAgent: undefined };
        await sessions().add({ id: sessionId, userId, refreshHash: 'hash', device, createdAt: new Date(0), expiresAt });
        return { userId, sessionId };
      },
      revoke: async (id) => {
        await database
          .knex('sessions')
          .where({ id })
          .update({ revoked_at: new Date(0) });
      },
      ban,
      setRole: (id, role) => accounts().setRole(id, role, new Date()),
      remove: async (id) => {
        await database.knex('users').where({ id }).del();
      },
    });
  });
});

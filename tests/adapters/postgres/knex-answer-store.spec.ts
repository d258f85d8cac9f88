import { expect } from 'chai';
import { KnexAnswerStore } from '../../../src/adapters/postgres/idempotency/knex-answer-store.js';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexTransactionRunner } from '../../../src/adapters/postgres/knex-transaction-runner.js';
import { answerStoreContract } from '../../contracts/answer-store.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { NotificationTables } from './notification-tables.js';
import { plansOf } from './statement-plans.js';

describe('KnexAnswerStore', () => {
  let database: TestDatabase;
  let session: KnexSession;
  const world = new NotificationTables(() => database.knex);
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());
  beforeEach(() => database.knex('idempotency_keys').del());

  answerStoreContract({
    make: () => new KnexAnswerStore(session),
    transactions: () => new KnexTransactionRunner(session),
    person: () => world.person(),
  });

  it('has an index for every statement it makes', async () => {
    const store = new KnexAnswerStore(session);
    const key = { personId: await world.person(), operation: 'POST /things', key: 'a-key' };
    const plans = await plansOf(database.knex, async () => {
      await store.find(key, new Date());
      await store.put(key, { status: 201, body: '{}' });
      await store.removeExpired(new Date(), 10);
    });
    expect(plans.filter((plan) => /Seq Scan on idempotency_keys/.test(plan))).to.deep.equal([]);
  });

  it('leaves the time to wait for other locks as it was', async () => {
    const timeout = async (): Promise<unknown> =>
      (await session.db.raw<{ rows: { lock_timeout: string }[] }>('show lock_timeout')).rows[0]?.lock_timeout;
    const before = await timeout();
    const personId = await world.person();
    await session.transaction(async () => {
      const at = new Date();
      const key = { personId, operation: 'POST /things', key: 'a-key' };
      await new KnexAnswerStore(session).take(key, Buffer.alloc(32), at, at);
      expect(await timeout()).to.equal(before);
    });
  });
});

import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexTransactionRunner } from '../../../src/adapters/postgres/knex-transaction-runner.js';
import { type TransactionBench, transactionRunnerContract } from '../../contracts/transaction-runner.contract.js';
import { rejection } from '../../support/rejection.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';

describe('KnexTransactionRunner', () => {
  let database: TestDatabase;
  let session: KnexSession;
  let runner: KnexTransactionRunner;

  before(async () => {
    database = await testDatabase();
    await database.knex.schema.createTable('marks', (table) => table.text('name'));
  });
  after(() => database.drop());
  beforeEach(async () => {
    session = new KnexSession(database.knex);
    runner = new KnexTransactionRunner(session);
    await database.knex('marks').del();
  });

  const mark = async (name: string): Promise<void> => {
    await session.db('marks').insert({ name });
  };
  const marks = (): Promise<string[]> => database.knex('marks').orderBy('name').pluck('name');

  transactionRunnerContract(async (): Promise<TransactionBench> => ({ runner, mark, marks }));

  it('gives the pool outside, and one and the same transaction inside and inside that', async () => {
    expect(session.db).to.equal(database.knex);
    await runner.run(async () => {
      const outer = session.db;
      expect(outer).to.not.equal(database.knex);
      await runner.run(async () => expect(session.db).to.equal(outer));
    });
    expect(session.db).to.equal(database.knex);
  });

  it('rolls back after a statement that the database refused, although the work went on', async () => {
    const work = runner.run(async () => {
      await mark('a');
      await rejection(runner.run(async () => session.db('there_is_no_such_table').insert({ a: 1 })));
    });
    expect(await rejection(work)).to.have.property('code', '42P01');
    expect(await marks()).to.deep.equal([]);
  });

  describe('after commit', () => {
    it('calls back in order once it is committed, from inner calls too, and outside of the transaction', async () => {
      const seen: string[] = [];
      const note = (name: string): void => {
        seen.push(`${name}, ${session.db === database.knex ? 'outside' : 'inside'}`);
      };
      await runner.run(async () => {
        await session.afterCommit(() => note('first'));
        await runner.run(async () => session.afterCommit(() => note('second')));
        seen.push('end of the work');
      });
      expect(seen).to.deep.equal(['end of the work', 'first, outside', 'second, outside']);
    });

    it('does not call back after a rollback, whether its own work failed or an inner one', async () => {
      let calls = 0;
      const count = (): Promise<void> => session.afterCommit(() => void (calls += 1));
      await rejection(
        runner.run(async () => {
          await count();
          throw new Error('changed my mind');
        }),
      );
      await rejection(
        runner.run(async () => {
          await count();
          await rejection(runner.run(() => Promise.reject(new Error('inner'))));
        }),
      );
      expect(calls).to.equal(0);
    });

    it('calls back at once outside a transaction', async () => {
      let calls = 0;
      await session.afterCommit(() => void (calls += 1));
      expect(calls).to.equal(1);
    });
  });
});

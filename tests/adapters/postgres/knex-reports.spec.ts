import { expect } from 'chai';
import { KnexSession } from '../../../src/adapters/postgres/knex-session.js';
import { KnexReportReader } from '../../../src/adapters/postgres/reports/knex-report-reader.js';
import { KnexReportRepository } from '../../../src/adapters/postgres/reports/knex-report-repository.js';
import type { NewReport } from '../../../src/core/reports/index.js';
import { reportReaderContract } from '../../contracts/report-reader.contract.js';
import { reportRepositoryContract } from '../../contracts/report-repository.contract.js';
import { testDatabase, type TestDatabase } from '../../support/test-database.js';
import { CommentTables } from './comment-tables.js';
import { plansOf, statementsOf } from './statement-plans.js';

describe('reports in PostgreSQL', () => {
  let database: TestDatabase;
  let session: KnexSession;
  before(async () => {
    database = await testDatabase();
    session = new KnexSession(database.knex);
  });
  after(() => database.drop());
  const world = new CommentTables(() => database.knex);
  const repository = (): KnexReportRepository => new KnexReportRepository(session);
  const reader = (): KnexReportReader => new KnexReportReader(session);
  const shared = { now: () => world.now(), unknownId: () => world.unknownId() };

  reportRepositoryContract({
    ...shared,
    person: () => world.person(),
    make: repository,
    transaction: (work) => session.transaction(work),
  });

  reportReaderContract({
    ...shared,
    person: world.person.bind(world),
    follow: world.follow.bind(world),
    block: world.block.bind(world),
    post: world.post.bind(world),
    comment: world.comment.bind(world),
    like: world.like.bind(world),
    counters: world.counters.bind(world),
    make: reader,
    report: async (report, decided) => {
      await repository().add(report);
      if (!decided) return;
      const decision = { decision_id: world.unknownId(), decided_by: decided.by, decided_at: world.now() };
      await database
        .knex('reports')
        .where({ id: report.id })
        .update({ ...decision, status: decided.status });
    },
    removeAll: async () => {
      await database.knex('reports').del();
    },
  });

  it('have an index for every statement, and a page takes two', async () => {
    const [reporterId, authorId] = [await world.person(), await world.person()];
    const targetId = await world.post(authorId);
    const report: NewReport = {
      id: world.unknownId(),
      reporterId,
      kind: 'POST',
      targetId,
      authorId,
      category: 'SPAM',
      note: null,
      createdAt: world.now(),
    };
    await repository().add(report);
    const held = { id: report.id, kind: 'POST', targetId, status: 'OPEN', decisionId: null } as const;
    const decision = { id: world.unknownId(), status: 'DISMISSED', decidedBy: authorId, decidedAt: world.now() } as const;
    const page = { page: 1, limit: 20 };
    for (const call of [
      () => repository().hold(report.id),
      () => repository().decide(held, decision),
      () => repository().reopen(decision.id),
      () => reader().find(report.id),
      () => reader().list({}, page),
      () => reader().list({ status: 'OPEN' }, page),
      () => reader().list({ kind: 'POST' }, page),
    ]) {
      const plans = await plansOf(database.knex, call);
      expect(plans).to.not.deep.equal([]);
      for (const plan of plans)
        expect(plan)
          .to.match(/Index/)
          .and.not.match(/Seq Scan/);
    }
    for (const limit of [1, 100]) {
      expect(await statementsOf(database.knex, () => reader().list({ status: 'OPEN' }, { page: 1, limit }))).to.equal(2);
    }
  });
});

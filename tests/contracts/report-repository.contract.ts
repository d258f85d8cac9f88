import { expect } from 'chai';
import type { NewReport, Report, ReportRepository } from '../../src/core/reports/index.js';

export interface ReportsWorld {
  now(): Date;
  unknownId(): string;
  /** The id of a new account. */
  person(): Promise<string>;
}

export interface ReportRepositoryHarness extends ReportsWorld {
  make(): ReportRepository;
  transaction<T>(work: () => Promise<T>): Promise<T>;
}

/** What every ReportRepository promises (src/core/reports/ports/report-repository.ts). */
export function reportRepositoryContract(harness: ReportRepositoryHarness): void {
  describe('ReportRepository contract', () => {
    let reports: ReportRepository;
    let reporter: string;
    let author: string;
    let targetId: string;
    before(() => {
      reports = harness.make();
    });
    beforeEach(async () => {
      [reporter, author, targetId] = [await harness.person(), await harness.person(), harness.unknownId()];
    });
    const draft = (wishes: Partial<NewReport> = {}): NewReport => ({
      id: harness.unknownId(),
      reporterId: reporter,
      kind: 'POST',
      targetId,
      authorId: author,
      category: 'SPAM',
      note: null,
      createdAt: harness.now(),
      ...wishes,
    });
    const added = async (wishes: Partial<NewReport> = {}): Promise<string> => {
      const report = draft(wishes);
      expect(await reports.add(report)).to.equal(true);
      return report.id;
    };
    const hold = (id: string): Promise<Report | undefined> => harness.transaction(() => reports.hold(id));
    const decide = (id: string, decisionId: string, status: 'DISMISSED' | 'REMOVED' = 'DISMISSED'): Promise<void> =>
      harness.transaction(async () => {
        const report = await reports.hold(id);
        if (!report) throw new Error('there is no such report');
        await reports.decide(report, { id: decisionId, status, decidedBy: author, decidedAt: harness.now() });
      });

    it('keeps one open report for each reporter and target', async () => {
      const id = await added();
      expect(await hold(id)).to.deep.equal({ id, kind: 'POST', targetId, status: 'OPEN', decisionId: null });
      expect(await reports.add(draft({ category: 'HATE' }))).to.equal(false);
      await added({ kind: 'COMMENT' });
      await added({ targetId: harness.unknownId() });
      await added({ reporterId: await harness.person() });
      expect(await hold(harness.unknownId())).to.equal(undefined);
    });

    it('of many at once keeps one', async () => {
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => reports.add(draft())));
      expect(outcomes.filter(Boolean)).to.have.length(1);
    });

    it('decides on everything open on the target, and on nothing else', async () => {
      const [one, two] = [await added(), await added({ reporterId: await harness.person() })];
      const [ofOtherKind, elsewhere] = [await added({ kind: 'COMMENT' }), await added({ targetId: harness.unknownId() })];
      const [first, second] = [harness.unknownId(), harness.unknownId()];
      await decide(one, first, 'REMOVED');
      for (const id of [one, two]) expect(await hold(id)).to.deep.include({ status: 'REMOVED', decisionId: first });
      for (const id of [ofOtherKind, elsewhere]) expect(await hold(id)).to.deep.include({ status: 'OPEN', decisionId: null });
      const again = await added();
      await decide(again, second);
      expect(await hold(again)).to.deep.include({ status: 'DISMISSED', decisionId: second });
      expect(await hold(one)).to.deep.include({ status: 'REMOVED', decisionId: first });
    });

    it('opens what a decision ended, but for a reporter who has made another report since', async () => {
      const [one, two] = [await added(), await added({ reporterId: await harness.person() })];
      const decisionId = harness.unknownId();
      await decide(one, decisionId);
      const again = await added();
      await reports.reopen(decisionId);
      expect(await hold(one)).to.deep.include({ status: 'DISMISSED', decisionId });
      expect(await hold(two)).to.deep.include({ status: 'OPEN', decisionId: null });
      expect(await hold(again)).to.deep.include({ status: 'OPEN' });
      await reports.reopen(harness.unknownId());
    });

    it('lets one of two decide who hold reports on the same target at once', async () => {
      const ids = [await added(), await added({ reporterId: await harness.person() })];
      const outcomes = await Promise.all(
        ids.map((id) =>
          harness.transaction(async () => {
            const report = await reports.hold(id);
            if (report?.status !== 'OPEN') return false;
            const decision = {
              id: harness.unknownId(),
              status: 'DISMISSED',
              decidedBy: author,
              decidedAt: harness.now(),
            } as const;
            await reports.decide(report, decision);
            return true;
          }),
        ),
      );
      expect(outcomes.filter(Boolean)).to.have.length(1);
    });
  });
}

import { administrationEvents, type ContentRemoval, type StaffActs } from '../../administration/index.js';
import type { Actor, TransactionRunner } from '../../kernel/index.js';
import type { ReportRepository } from '../ports/report-repository.js';
import { ReportNotFound, ReportOpen } from '../reports.errors.js';
import { subjectOf } from '../subject.js';

/** Opens every report that the decision ended, and brings back what it removed, or does nothing at all. */
export class UndoDecision {
  constructor(
    private readonly reports: ReportRepository,
    private readonly removal: ContentRemoval,
    private readonly acts: StaffActs,
    private readonly transactions: TransactionRunner,
  ) {}

  /**
   * Throws ReportNotFound, ReportOpen, and NotRestorable where the decision did not remove the content itself, the pictures are gone (see
   * LetGoOfPictures), or the author's account is.
   */
  async execute(actor: Actor, reportId: string): Promise<void> {
    await this.transactions.run(async () => {
      const report = await this.reports.hold(reportId);
      if (!report) throw new ReportNotFound();
      const { kind, targetId, status, decisionId } = report;
      if (decisionId === null) throw new ReportOpen();
      if (status === 'REMOVED' && kind !== 'PERSON') await this.removal.restore(kind, targetId, decisionId);
      await this.reports.reopen(decisionId);
      const act = { actorId: actor.userId, subject: subjectOf(report), reason: null, decisionId };
      await this.acts.record(administrationEvents.decisionUndone, act);
    });
  }
}

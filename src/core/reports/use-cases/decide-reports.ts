import { administrationEvents, type ContentRemoval, type StaffActs } from '../../administration/index.js';
import type { Actor, Clock, IdGenerator, TransactionRunner } from '../../kernel/index.js';
import { CommentNotFound, PostNotFound } from '../../posts/index.js';
import type { ReportRepository } from '../ports/report-repository.js';
import { type Report, type ReportAction, statusAfter } from '../report.js';
import { PersonNotRemovable, ReportDecided, ReportNotFound } from '../reports.errors.js';
import { subjectOf } from '../subject.js';

export interface Verdict {
  readonly action: ReportAction;
  readonly reason?: string | undefined;
}

/** Decides on everything that is reported of one target, in one decision that can be undone. */
export class DecideReports {
  constructor(
    private readonly reports: ReportRepository,
    private readonly removal: ContentRemoval,
    private readonly acts: StaffActs,
    private readonly transactions: TransactionRunner,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /** Content that is gone already may be removed too: that is what is decided. Throws ReportNotFound, ReportDecided, PersonNotRemovable. */
  async execute(actor: Actor, reportId: string, { action, reason = '' }: Verdict): Promise<void> {
    await this.transactions.run(async () => {
      const report = await this.reports.hold(reportId);
      if (!report) throw new ReportNotFound();
      if (report.status !== 'OPEN') throw new ReportDecided();
      const decisionId = this.ids.next();
      const why = reason || null;
      if (action === 'REMOVE') await this.#remove(actor, report, why, decisionId);
      const decided = { id: decisionId, decidedBy: actor.userId, decidedAt: this.clock.now() };
      await this.reports.decide(report, { ...decided, status: statusAfter[action] });
      const act = { actorId: actor.userId, subject: subjectOf(report), reason: why, decisionId, action };
      await this.acts.record(administrationEvents.reportsDecided, act);
    });
  }

  async #remove(actor: Actor, { kind, targetId }: Report, reason: string | null, decisionId: string): Promise<void> {
    if (kind === 'PERSON') throw new PersonNotRemovable();
    try {
      if (kind === 'POST') await this.removal.post(actor, targetId, { reason, decisionId });
      else await this.removal.comment(actor, targetId, { reason, decisionId });
    } catch (error) {
      if (!(error instanceof PostNotFound || error instanceof CommentNotFound)) throw error;
    }
  }
}

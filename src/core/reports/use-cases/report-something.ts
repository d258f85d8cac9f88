import type { Actor, Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../kernel/index.js';
import type { ReportRepository } from '../ports/report-repository.js';
import type { NewReport, ReportCategory, ReportKind } from '../report.js';
import type { ReportedTarget } from '../reported-target.js';
import { type ReportMade, reportsEvents } from '../reports-events.js';
import { AlreadyReported, CannotReportOwn } from '../reports.errors.js';

export interface Complaint {
  readonly category: ReportCategory;
  /** Clean already. */
  readonly note?: string | undefined;
}

export class ReportSomething {
  constructor(
    private readonly reports: ReportRepository,
    private readonly target: ReportedTarget,
    private readonly outbox: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
  ) {}

  /** Throws what ReportedTarget throws, CannotReportOwn, AlreadyReported. */
  async execute(actor: Actor, kind: ReportKind, targetId: string, { category, note }: Complaint): Promise<NewReport> {
    const reporterId = actor.userId;
    const authorId = await this.target.authorOf(kind, targetId, reporterId);
    if (authorId === reporterId) throw new CannotReportOwn();
    const id = this.ids.next();
    const report = { id, reporterId, kind, targetId, authorId, category, note: note || null, createdAt: this.clock.now() };
    await this.transactions.run(async () => {
      if (!(await this.reports.add(report))) throw new AlreadyReported();
      const event: ReportMade = { reportId: id, reporterId, kind, targetId, category };
      await this.outbox.record(reportsEvents.reportMade, event);
    });
    return report;
  }
}

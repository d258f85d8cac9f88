import type { NewReport, Report, ReportStatus } from '../report.js';

export interface Decision {
  readonly id: string;
  readonly status: Exclude<ReportStatus, 'OPEN'>;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** Reports as they are made and decided. Takes part in the current transaction. */
export abstract class ReportRepository {
  /** False, and nothing stored, while a report of this person on this target is open. Of N at once exactly one gets true; none fails. */
  abstract add(report: NewReport): Promise<boolean>;
  /** The report, held together with all others on its target until the transaction ends; `undefined` for an unknown one. */
  abstract hold(id: string): Promise<Report | undefined>;
  /** Ends all open reports on the target of a report that is held. */
  abstract decide(report: Report, decision: Decision): Promise<void>;
  /** Opens what this decision ended, but reports whose reporter has made another one since, which is open: these stay as they are. */
  abstract reopen(decisionId: string): Promise<void>;
}

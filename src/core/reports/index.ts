export { type ReportFilter, ReportReader } from './ports/report-reader.js';
export { type Decision, ReportRepository } from './ports/report-repository.js';
export {
  type NewReport,
  type Report,
  type ReportAction,
  reportActions,
  reportCategories,
  type ReportCategory,
  type ReportKind,
  reportKinds,
  reportLimits,
  type ReportStatus,
  reportStatuses,
  type ReportView,
  type Who,
} from './report.js';
export { ReportedTarget } from './reported-target.js';
export { type ReportMade, reportsEvents, reportsInvalidations } from './reports-events.js';
export { AlreadyReported, CannotReportOwn, ReportDecided, ReportNotFound, ReportOpen } from './reports.errors.js';
export { DecideReports, type Verdict } from './use-cases/decide-reports.js';
export { ListReports } from './use-cases/list-reports.js';
export { type Complaint, ReportSomething } from './use-cases/report-something.js';
export { UndoDecision } from './use-cases/undo-decision.js';

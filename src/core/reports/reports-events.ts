import { endsNothing, type Invalidations } from '../caching/index.js';
import type { ReportCategory, ReportKind } from './report.js';

export const reportsEvents = { reportMade: 'reports.report-made' } as const;

export type ReportMade = {
  readonly reportId: string;
  readonly reporterId: string;
  readonly kind: ReportKind;
  readonly targetId: string;
  readonly category: ReportCategory;
};

export type ReportsEvents = { readonly [reportsEvents.reportMade]: ReportMade };

export const reportsInvalidations: Invalidations<ReportsEvents> = { [reportsEvents.reportMade]: endsNothing };

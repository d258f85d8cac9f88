import type { Page, PageRequest } from '../../kernel/index.js';
import type { ReportKind, ReportStatus, ReportView } from '../report.js';

export interface ReportFilter {
  readonly status?: ReportStatus;
  readonly kind?: ReportKind;
}

/** The queue of staff, newest first. Takes two statements whatever its size; a position stays exact while others come. */
export abstract class ReportReader {
  abstract list(filter: ReportFilter, page: PageRequest): Promise<Page<ReportView>>;
  abstract find(id: string): Promise<ReportView | undefined>;
}

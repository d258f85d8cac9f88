import type { Page, PageRequest } from '../../kernel/index.js';
import type { ReportFilter, ReportReader } from '../ports/report-reader.js';
import type { ReportView } from '../report.js';
import { ReportNotFound } from '../reports.errors.js';

export class ListReports {
  constructor(private readonly reader: ReportReader) {}

  execute(filter: ReportFilter, page: PageRequest): Promise<Page<ReportView>> {
    return this.reader.list(filter, page);
  }

  /** Throws ReportNotFound. */
  async one(id: string): Promise<ReportView> {
    const report = await this.reader.find(id);
    if (!report) throw new ReportNotFound();
    return report;
  }
}

import { offences } from '../audit-kinds.js';
import type { AuditPeriod, AuditReader, AuditSummary } from '../ports/audit-reader.js';
import type { SecurityEvents } from '../security-events.js';

export class SummarizeAudit {
  constructor(
    private readonly reader: AuditReader,
    private readonly events: SecurityEvents,
  ) {}

  /** With what waits in this process to be written. */
  async execute(period: AuditPeriod): Promise<AuditSummary> {
    await this.events.write();
    return this.reader.summary(period, offences);
  }
}

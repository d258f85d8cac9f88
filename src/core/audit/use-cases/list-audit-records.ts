import type { Page, PageRequest } from '../../kernel/index.js';
import type { AuditFilter, AuditReader, AuditRecord } from '../ports/audit-reader.js';
import type { SecurityEvents } from '../security-events.js';

export class ListAuditRecords {
  constructor(
    private readonly reader: AuditReader,
    private readonly events: SecurityEvents,
  ) {}

  /** Newest first, with what waits in this process to be written. */
  async execute(filter: AuditFilter, page: PageRequest): Promise<Page<AuditRecord>> {
    await this.events.write();
    return this.reader.page(filter, page);
  }
}

import type { IdGenerator, TransactionRunner } from '../kernel/index.js';
import type { Logger } from '../observability/index.js';
import { type AuditDraft, entryOf } from './audit-entry.js';
import { tellOf } from './audit-lines.js';
import type { AuditLog } from './ports/audit-log.js';

/** Operations that are done and recorded, or neither. For what was refused see SecurityEvents. */
export class AuditTrail {
  constructor(
    private readonly log: AuditLog,
    private readonly transactions: TransactionRunner,
    private readonly ids: IdGenerator,
    private readonly logger: Logger,
  ) {}

  /** Inside the transaction of the operation. */
  async record(draft: AuditDraft): Promise<void> {
    const entry = entryOf(draft, this.ids);
    await this.log.append([entry]);
    await this.transactions.afterCommit(async () => tellOf(entry, this.logger));
  }
}

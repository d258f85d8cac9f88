import type { RecurringJob } from '../../background/index.js';
import type { Clock } from '../../kernel/index.js';
import type { Logger } from '../../observability/index.js';
import type { AuditArchive } from '../ports/audit-archive.js';

const monthsAhead = 2;

/** Makes room for the months to come, lets the oldest go, and writes the head of the chain into the log, where the database cannot change it. */
export class KeepAudit implements RecurringJob {
  readonly name = 'audit.keep';
  readonly everySeconds = 3_600;
  readonly atStart = true;

  /** `keptMonths`: whole months before this one that are kept; 0: all. */
  constructor(
    private readonly archive: AuditArchive,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly keptMonths: number,
  ) {}

  async run(): Promise<void> {
    await this.archive.prepare(monthsAhead);
    if (this.keptMonths > 0) await this.#dropOld();
    const { sequence, hash } = await this.archive.head();
    this.logger.log('info', 'audit', 'Head of the audit chain', { sequence, hash });
  }

  async #dropOld(): Promise<void> {
    const now = this.clock.now();
    const dropped = await this.archive.dropBefore(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - this.keptMonths)));
    if (dropped.length > 0) this.logger.log('info', 'audit', 'Months of the audit log were dropped', { dropped });
  }
}

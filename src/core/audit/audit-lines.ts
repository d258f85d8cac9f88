import type { Logger, LogLevel } from '../observability/index.js';
import type { AuditEntry } from './audit-entry.js';
import { type AuditSeverity, rulesOf } from './audit-kinds.js';

const levels: Readonly<Record<AuditSeverity, LogLevel>> = { info: 'info', notice: 'info', warning: 'warn', alert: 'warn' };

/** The same in the log, for those who watch it. */
export function tellOf({ kind, outcome, actorId, subjectId, address, count, facts }: AuditEntry, logger: Logger): void {
  const fields = { outcome, actorId, subjectId, address, facts, ...(count > 1 ? { count } : {}) };
  logger.log(levels[rulesOf(kind).severity], 'audit', kind, fields);
}

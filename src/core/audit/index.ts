export type { AuditDraft, AuditEntry, AuditValues } from './audit-entry.js';
export {
  chainStart,
  type ChainFault,
  type ChainLink,
  type ChainPosition,
  type ChainReport,
  hashedColumns,
  linkHash,
  verifyChain,
} from './audit-chain.js';
export { type AuditKind, auditKindNames, auditKinds, offences, rulesOf } from './audit-kinds.js';
export { AuditTrail } from './audit-trail.js';
export { KeepAudit } from './jobs/keep-audit.js';
export { AuditArchive } from './ports/audit-archive.js';
export { AuditLog } from './ports/audit-log.js';
export { type AuditFilter, type AuditPeriod, AuditReader, type AuditRecord, type AuditSummary } from './ports/audit-reader.js';
export { type EventBounds, eventBounds, SecurityEvents } from './security-events.js';
export { suspicionIn } from './suspicious-input.js';
export { ListAuditRecords } from './use-cases/list-audit-records.js';
export { SummarizeAudit } from './use-cases/summarize-audit.js';

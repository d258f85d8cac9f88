import { type AuditKind, type AuditPeriod, type AuditRecord, type AuditSummary, rulesOf } from '../../../core/audit/index.js';

export interface AuditRecordView {
  readonly id: string;
  readonly sequence: number;
  readonly at: string;
  readonly kind: AuditKind;
  readonly severity: string;
  readonly outcome: string;
  readonly actorId: string | null;
  readonly subject: { readonly type: string; readonly id: string } | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
  readonly count: number;
  readonly facts: object;
  readonly before: object | null;
  readonly after: object | null;
}

export function presentAuditRecord(record: AuditRecord): AuditRecordView {
  const { id, sequence, at, kind, outcome, actorId, subjectType, subjectId } = record;
  const { address, userAgent, requestId, count, facts, before, after } = record;
  return {
    id,
    sequence,
    at: at.toISOString(),
    kind,
    severity: rulesOf(kind).severity,
    outcome,
    actorId,
    subject: subjectType !== null && subjectId !== null ? { type: subjectType, id: subjectId } : null,
    address,
    userAgent,
    requestId,
    count,
    facts,
    before,
    after,
  };
}

export interface AuditSummaryView {
  readonly from: string;
  readonly to: string;
  readonly total: number;
  readonly failedSignIns: number;
  readonly rateLimited: number;
  readonly byKind: readonly { readonly kind: AuditKind; readonly severity: string; readonly count: number }[];
  readonly topAddresses: readonly { readonly address: string; readonly count: number; readonly lastAt: string }[];
  readonly hours: readonly { readonly hour: string; readonly count: number; readonly offences: number }[];
}

export function presentAuditSummary({ from, to }: AuditPeriod, summary: AuditSummary): AuditSummaryView {
  const { total, byKind, topAddresses, hours } = summary;
  const countOf = (wanted: AuditKind): number => byKind.find(({ kind }) => kind === wanted)?.count ?? 0;
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    total,
    failedSignIns: countOf('identity.sign-in-failed'),
    rateLimited: countOf('security.rate-limited'),
    byKind: byKind.map(({ kind, count }) => ({ kind, severity: rulesOf(kind).severity, count })),
    topAddresses: topAddresses.map(({ address, count, lastAt }) => ({ address, count, lastAt: lastAt.toISOString() })),
    hours: hours.map(({ hour, count, offences }) => ({ hour: hour.toISOString(), count, offences })),
  };
}

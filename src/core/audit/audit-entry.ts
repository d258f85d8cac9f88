import type { IdGenerator } from '../kernel/index.js';
import { currentScope } from '../observability/index.js';
import { type AuditKind, type AuditOutcome, rulesOf } from './audit-kinds.js';

export type AuditValue = string | number | boolean | null | readonly string[];
export type AuditValues = Readonly<Record<string, AuditValue>>;

/** What somebody who reports something knows of it; where it came from is known by the request. */
export interface AuditDraft {
  readonly kind: AuditKind;
  /** Who did it; the person of the request when left out. */
  readonly actorId?: string;
  /** To what. */
  readonly subject?: { readonly type: 'user' | 'session' | 'post' | 'comment' | 'api-key'; readonly id: string };
  readonly facts?: AuditValues;
  readonly before?: AuditValues;
  readonly after?: AuditValues;
}

/** One row to be, before it has its place in the chain. */
export interface AuditEntry {
  readonly id: string;
  readonly kind: AuditKind;
  readonly outcome: AuditOutcome;
  readonly actorId: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
  readonly requestId: string | null;
  /** For how many events it stands. */
  readonly count: number;
  readonly facts: AuditValues;
  readonly before: AuditValues | null;
  readonly after: AuditValues | null;
}

const maxText = 200;

export function entryOf(draft: AuditDraft, ids: IdGenerator): AuditEntry {
  const scope = currentScope();
  const { outcome, facts = [], fields = [] } = rulesOf(draft.kind);
  return {
    id: ids.next(),
    kind: draft.kind,
    outcome,
    actorId: draft.actorId ?? scope?.userId ?? null,
    subjectType: draft.subject?.type ?? null,
    subjectId: draft.subject?.id ?? null,
    address: scope?.address ?? null,
    userAgent: scope?.userAgent?.slice(0, maxText) ?? null,
    requestId: scope?.requestId ?? null,
    count: 1,
    facts: allowed(draft.facts ?? {}, facts),
    before: draft.before ? allowed(draft.before, fields) : null,
    after: draft.after ? allowed(draft.after, fields) : null,
  };
}

function allowed(values: AuditValues, names: readonly string[]): AuditValues {
  const kept = names.filter((name) => Object.hasOwn(values, name));
  return Object.fromEntries(kept.map((name) => [name, bounded(values[name] ?? null)]));
}

function bounded(value: AuditValue): AuditValue {
  if (typeof value === 'string') return value.slice(0, maxText).toWellFormed();
  return Array.isArray(value) ? value.slice(0, 20).map((item: string) => item.slice(0, maxText)) : value;
}

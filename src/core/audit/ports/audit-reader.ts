import type { Page, PageRequest } from '../../kernel/index.js';
import type { AuditEntry } from '../audit-entry.js';
import type { AuditKind } from '../audit-kinds.js';

export interface AuditRecord extends AuditEntry {
  readonly sequence: number;
  readonly at: Date;
}

export interface AuditPeriod {
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
}

export interface AuditFilter extends AuditPeriod {
  /** None: all. */
  readonly kinds: readonly AuditKind[];
  readonly address?: string;
}

/** Counts of events, not of rows: a row may stand for many. */
export interface AuditSummary {
  readonly total: number;
  readonly byKind: readonly { readonly kind: AuditKind; readonly count: number }[];
  /** Where offences came from, most first, at most ten. */
  readonly topAddresses: readonly { readonly address: string; readonly count: number; readonly lastAt: Date }[];
  /** Every hour (of UTC) that the period touches. */
  readonly hours: readonly { readonly hour: Date; readonly count: number; readonly offences: number }[];
}

/** The log as administrators read it. */
export abstract class AuditReader {
  /** Newest first. */
  abstract page(filter: AuditFilter, page: PageRequest): Promise<Page<AuditRecord>>;
  /** `offences`: the kinds that count as such. */
  abstract summary(period: AuditPeriod, offences: readonly AuditKind[]): Promise<AuditSummary>;
}

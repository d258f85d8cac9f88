import type { BreakerState, CacheReport, FamilyReport } from '../../../core/caching/index.js';

interface CacheFamilyView {
  readonly family: string;
  readonly reads: number;
  readonly hits: { readonly process: number; readonly shared: number };
  readonly stale: number;
  readonly misses: number;
  readonly collapsed: number;
  readonly hitRate: number | null;
  readonly loads: number;
  readonly loadErrors: number;
  readonly meanLoadMs: number | null;
  readonly bytesWritten: number;
  readonly fenced: number;
  readonly unreadable: number;
  readonly storeErrors: number;
}

export interface CacheReportView {
  readonly instance: string;
  readonly startedAt: string;
  readonly readAt: string;
  readonly sharedStore: BreakerState | null;
  readonly processTier: CacheReport['processTier'];
  readonly families: readonly CacheFamilyView[];
}

export function presentCacheReport({ instance, startedAt, readAt, guard, processTier, families }: CacheReport): CacheReportView {
  const { entries, bytes, maxBytes, current } = processTier;
  return {
    instance,
    startedAt: startedAt.toISOString(),
    readAt: readAt.toISOString(),
    sharedStore: guard ?? null,
    processTier: { entries, bytes, maxBytes, current },
    families: families.map(presentFamily),
  };
}

function presentFamily(report: FamilyReport): CacheFamilyView {
  const { family, reads, hits, stale, misses, collapsed, loads, loadErrors, fenced, unreadable, storeErrors } = report;
  return {
    family,
    reads,
    hits: { process: hits.process, shared: hits.shared },
    stale,
    misses,
    collapsed,
    hitRate: rounded(report.hitRate, 10_000),
    loads,
    loadErrors,
    meanLoadMs: rounded(report.meanLoadMs, 100),
    bytesWritten: report.bytes,
    fenced,
    unreadable,
    storeErrors,
  };
}

function rounded(value: number | undefined, steps: number): number | null {
  return value === undefined ? null : Math.round(value * steps) / steps;
}

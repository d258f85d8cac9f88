import type { ObjectStorage } from '../../../core/media/index.js';
import type { NewReport, ReportView } from '../../../core/reports/index.js';
import { presentWho, type WhoJson } from '../administration/administration.presenter.js';

/** What the reporter is told: that it arrived. */
export interface ReportReceiptJson {
  readonly id: string;
  readonly kind: string;
  readonly targetId: string;
  readonly category: string;
  readonly createdAt: string;
}

export interface ReportJson {
  readonly id: string;
  readonly kind: string;
  readonly category: string;
  readonly note: string | null;
  readonly status: string;
  readonly reporter: WhoJson;
  readonly target: {
    readonly id: string;
    readonly author: WhoJson;
    readonly content: string;
    readonly postId: string | null;
    readonly isRemoved: boolean;
  };
  readonly reportsCount: number;
  readonly decidedBy: WhoJson | null;
  readonly decidedAt: string | null;
  readonly createdAt: string;
}

export function presentReceipt({ id, kind, targetId, category, createdAt }: NewReport): ReportReceiptJson {
  return { id, kind, targetId, category, createdAt: createdAt.toISOString() };
}

export function presentReport(report: ReportView, storage: ObjectStorage): ReportJson {
  const { id, kind, category, note, status, target, reportsCount, decidedBy, decidedAt, createdAt } = report;
  return {
    id,
    kind,
    category,
    note,
    status,
    reportsCount,
    reporter: presentWho(report.reporter, storage),
    target: { ...target, author: presentWho(target.author, storage) },
    decidedBy: decidedBy && presentWho(decidedBy, storage),
    decidedAt: decidedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

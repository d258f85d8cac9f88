import {
  type Decision,
  type NewReport,
  type Report,
  type ReportKind,
  ReportRepository,
  type ReportStatus,
} from '../../../core/reports/index.js';
import type { KnexSession } from '../knex-session.js';

interface ReportRow {
  id: string;
  kind: ReportKind;
  target_id: string;
  status: ReportStatus;
  decision_id: string | null;
}

const noOtherIsOpen = `not exists (select 1 from reports o where o.reporter_id = reports.reporter_id and o.kind = reports.kind
  and o.target_id = reports.target_id and o.status = 'OPEN')`;

export class KnexReportRepository extends ReportRepository {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async add(report: NewReport): Promise<boolean> {
    const { id, reporterId, kind, targetId, authorId, category, note, createdAt } = report;
    const added = await this.session
      .db('reports')
      .insert({
        id,
        reporter_id: reporterId,
        kind,
        target_id: targetId,
        author_id: authorId,
        category,
        note,
        created_at: createdAt,
      })
      .onConflict()
      .ignore()
      .returning('id');
    return added.length === 1;
  }

  /** All of a target are locked by id: two who decide on the same one meet here. */
  override async hold(id: string): Promise<Report | undefined> {
    const { db } = this.session;
    const target = db('reports').where({ id });
    const rows = await db<ReportRow>('reports')
      .where('kind', target.clone().select('kind'))
      .where('target_id', target.clone().select('target_id'))
      .orderBy('id')
      .forNoKeyUpdate()
      .select('id', 'kind', 'target_id', 'status', 'decision_id');
    const row = rows.find((one) => one.id === id);
    return row && { id, kind: row.kind, targetId: row.target_id, status: row.status, decisionId: row.decision_id };
  }

  override async decide({ kind, targetId }: Report, { id, status, decidedBy, decidedAt }: Decision): Promise<void> {
    await this.session
      .db('reports')
      .where({ kind, target_id: targetId, status: 'OPEN' })
      .update({ status, decision_id: id, decided_by: decidedBy, decided_at: decidedAt });
  }

  override async reopen(decisionId: string): Promise<void> {
    const { db } = this.session;
    await db('reports')
      .where({ decision_id: decisionId })
      .whereRaw(noOtherIsOpen)
      .update({ status: 'OPEN', decision_id: null, decided_by: null, decided_at: null });
  }
}

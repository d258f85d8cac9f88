import type { Knex } from 'knex';
import { type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import {
  type NewReport,
  type ReportFilter,
  ReportReader,
  type ReportStatus,
  type ReportView,
  type Who,
} from '../../../core/reports/index.js';
import type { KnexSession } from '../knex-session.js';
import { onePart } from '../paging.js';

interface ReportRow {
  id: string;
  kind: NewReport['kind'];
  category: NewReport['category'];
  note: string | null;
  status: ReportStatus;
  target_id: string;
  created_at: Date;
  decided_at: Date | null;
  reports_count: string;
  content: string;
  post_id: string | null;
  is_removed: boolean;
  reporter: Who;
  author: Who;
  decider: Who | null;
}

/** Of what is gone the text is shown as long as it is this decision that removed it: it may come back. */
const columns = `
  r.id, r.kind, r.category, r.note, r.status, r.target_id, r.created_at, r.decided_at,
  (select count(*) from reports x where x.kind = r.kind and x.target_id = r.target_id) as reports_count,
  case when p.deleted_at is null or p.removed_by = r.decision_id then coalesce(p.content, '') else '' end
    || case when c.deleted_at is null or c.removed_by = r.decision_id then coalesce(c.content, '') else '' end as content,
  c.post_id, coalesce(p.deleted_at, c.deleted_at, case when r.kind = 'PERSON' then a.deleted_at end) is not null as is_removed,
  json_build_object('id', w.id, 'username', w.username, 'fullName', w.full_name, 'avatarKey', wm.variants -> 0 ->> 'key') as reporter,
  json_build_object('id', a.id, 'username', a.username, 'fullName', a.full_name, 'avatarKey', am.variants -> 0 ->> 'key') as author,
  case when d.id is not null then
    json_build_object('id', d.id, 'username', d.username, 'fullName', d.full_name, 'avatarKey', dm.variants -> 0 ->> 'key') end as decider`;

export class KnexReportReader extends ReportReader {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async list(filter: ReportFilter, page: PageRequest): Promise<Page<ReportView>> {
    const { db } = this.session;
    const wanted = db('reports as r').modify(filtered, filter);
    const { count } = (await wanted.clone().count({ count: '*' }).first()) as { count: string };
    const part = wanted.modify(onePart, 'r.created_at', 'r.id', page).select('r.*');
    const rows = (await db
      .from(part.as('r'))
      .modify(withAll, db)
      .orderBy([
        { column: 'r.created_at', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ])) as ReportRow[];
    return pageOf(rows, page, Number(count), ({ created_at: at, id }) => ({ at, id }), toView);
  }

  override async find(id: string): Promise<ReportView | undefined> {
    const { db } = this.session;
    const row = await db('reports as r').where('r.id', id).modify(withAll, db).first<ReportRow | undefined>();
    return row && toView(row);
  }
}

function filtered(reports: Knex.QueryBuilder, { status, kind }: ReportFilter): void {
  if (status !== undefined) reports.where('r.status', status);
  if (kind !== undefined) reports.where('r.kind', kind);
}

function withAll(reports: Knex.QueryBuilder, db: Knex): void {
  reports
    .join('users as w', 'w.id', 'r.reporter_id')
    .join('users as a', 'a.id', 'r.author_id')
    .leftJoin('users as d', 'd.id', 'r.decided_by')
    .leftJoin('media as wm', 'wm.id', 'w.avatar_id')
    .leftJoin('media as am', 'am.id', 'a.avatar_id')
    .leftJoin('media as dm', 'dm.id', 'd.avatar_id')
    .leftJoin('posts as p', (join) => void join.on('p.id', 'r.target_id').andOnVal('r.kind', 'POST'))
    .leftJoin('comments as c', (join) => void join.on('c.id', 'r.target_id').andOnVal('r.kind', 'COMMENT'))
    .select(db.raw(columns));
}

function toView(row: ReportRow): ReportView {
  return {
    id: row.id,
    kind: row.kind,
    category: row.category,
    note: row.note,
    status: row.status,
    createdAt: row.created_at,
    reporter: row.reporter,
    target: {
      id: row.target_id,
      author: row.author,
      content: row.content,
      postId: row.post_id,
      isRemoved: row.is_removed,
    },
    reportsCount: Number(row.reports_count),
    decidedBy: row.decider,
    decidedAt: row.decided_at,
  };
}

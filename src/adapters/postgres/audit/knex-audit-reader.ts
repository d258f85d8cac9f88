import type { Knex } from 'knex';
import {
  type AuditFilter,
  type AuditKind,
  type AuditPeriod,
  AuditReader,
  type AuditRecord,
  type AuditSummary,
  type AuditValues,
} from '../../../core/audit/index.js';
import { type Page, pageOf, type PageRequest } from '../../../core/kernel/index.js';
import type { KnexSession } from '../knex-session.js';
import { onePart } from '../paging.js';

interface RecordRow {
  seq: string;
  at: Date;
  id: string;
  kind: AuditKind;
  outcome: AuditRecord['outcome'];
  actor_id: string | null;
  subject_type: string | null;
  subject_id: string | null;
  address: string | null;
  user_agent: string | null;
  request_id: string | null;
  count: number;
  facts: AuditValues;
  before: AuditValues | null;
  after: AuditValues | null;
}

const columns = [
  ...['seq', 'at', 'id', 'kind', 'outcome', 'actor_id', 'subject_type', 'subject_id'],
  ...['address', 'user_agent', 'request_id', 'count', 'facts', 'before', 'after'],
];

const topAddresses = 10;

const countsByHour = `
  select hours.hour, coalesce(sum(r.count), 0) as count,
    coalesce(sum(r.count) filter (where r.kind = any (:offences)), 0) as offences
  from generate_series(date_trunc('hour', cast(:from as timestamptz), 'UTC'), cast(:to as timestamptz) - interval '1 millisecond',
    interval '1 hour') as hours (hour)
  left join audit_records r on r.at >= greatest(hours.hour, :from) and r.at < least(hours.hour + interval '1 hour', :to)
  group by hours.hour order by hours.hour`;

export class KnexAuditReader extends AuditReader {
  constructor(private readonly session: KnexSession) {
    super();
  }

  override async page({ from, to, kinds, address }: AuditFilter, page: PageRequest): Promise<Page<AuditRecord>> {
    const wanted = this.#between({ from, to }).modify((query) => {
      if (kinds.length > 0) query.whereIn('kind', kinds);
      if (address !== undefined) query.where({ address });
    });
    const { total } = (await wanted.clone().first(this.session.db.raw('count(*) as total'))) as { total: string };
    const rows = (await wanted.modify(onePart, 'at', 'id', page).select(columns)) as RecordRow[];
    return pageOf(rows, page, Number(total), ({ at, id }) => ({ at, id }), toRecord);
  }

  override async summary(period: AuditPeriod, offences: readonly AuditKind[]): Promise<AuditSummary> {
    const { db } = this.session;
    const sum = db.raw('sum(count) as count');
    const kinds = (await this.#between(period).groupBy('kind').select('kind', sum).orderBy('kind')) as CountOf<{
      kind: AuditKind;
    }>[];
    const addresses = (await this.#between(period)
      .whereIn('kind', offences)
      .whereNotNull('address')
      .groupBy('address')
      .orderBy([{ column: 'count', order: 'desc' }, 'address'])
      .limit(topAddresses)
      .select('address', sum, db.raw('max(at) as last_at'))) as CountOf<{ address: string; last_at: Date }>[];
    const hours = await db.raw<{ rows: CountOf<{ hour: Date; offences: string }>[] }>(countsByHour, {
      ...period,
      offences: [...offences],
    });
    const byKind = kinds.map(({ kind, count }) => ({ kind, count: Number(count) }));
    return {
      total: byKind.reduce((all, { count }) => all + count, 0),
      byKind,
      topAddresses: addresses.map(({ address, count, last_at: lastAt }) => ({ address, count: Number(count), lastAt })),
      hours: hours.rows.map((row) => ({ hour: row.hour, count: Number(row.count), offences: Number(row.offences) })),
    };
  }

  #between({ from, to }: AuditPeriod): Knex.QueryBuilder {
    return this.session.db('audit_records').where('at', '>=', from).where('at', '<', to);
  }
}

type CountOf<T> = T & { count: string };

const toRecord = (row: RecordRow): AuditRecord => ({
  sequence: Number(row.seq),
  at: row.at,
  id: row.id,
  kind: row.kind,
  outcome: row.outcome,
  actorId: row.actor_id,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  address: row.address,
  userAgent: row.user_agent,
  requestId: row.request_id,
  count: row.count,
  facts: row.facts,
  before: row.before,
  after: row.after,
});

import { inject } from 'inversify';
import { controller, httpGet } from 'inversify-express-utils';
import { ListAuditRecords, SummarizeAudit } from '../../../core/audit/index.js';
import { Clock, type Page } from '../../../core/kernel/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type AuditRecordView, type AuditSummaryView, presentAuditRecord, presentAuditSummary } from './audit.presenter.js';
import { periodOf, type PeriodQuery, periodQuery, type RecordsQuery, recordsQuery } from './audit.schemas.js';

@controller('/admin/security/audit')
export class AuditController {
  constructor(
    @inject(ListAuditRecords) private readonly list: ListAuditRecords,
    @inject(SummarizeAudit) private readonly summarize: SummarizeAudit,
    @inject(Clock) private readonly clock: Clock,
  ) {}

  /**
   * @openapi
   * /admin/security/audit:
   *   get:
   *     operationId: listAuditRecords
   *     tags: [Administration]
   *     summary: What happened
   *     description: >-
   *       Security events and audited operations, newest first: of the last 24 hours, or of a period of at most 31 days. Refusals that anybody can
   *       cause as often as he likes are one row for the first in a minute and one for all others, with their `count`.
   */
  @httpGet('/')
  @endpoint({
    access: 'admin',
    query: recordsQuery,
    page: { defaultLimit: 50 },
    answer: { status: 200, shape: 'page', schema: 'AuditRecord' },
  })
  async listRecords({ query, page }: MemberCall<unknown, RecordsQuery>): Promise<Page<AuditRecordView>> {
    const { kinds, address } = query;
    const filter = { ...periodOf(query, this.clock.now()), kinds, ...(address === undefined ? {} : { address }) };
    const found = await this.list.execute(filter, page);
    return { ...found, items: found.items.map(presentAuditRecord) };
  }

  /**
   * @openapi
   * /admin/security/audit/summary:
   *   get:
   *     operationId: summarizeAudit
   *     tags: [Administration]
   *     summary: What happened, in figures
   *     description: Events by kind, by hour, and where offences came from, of the last 24 hours, or of a period of at most 31 days.
   */
  @httpGet('/summary')
  @endpoint({ access: 'admin', query: periodQuery, answer: { status: 200, shape: 'one', schema: 'AuditSummary' } })
  async summary({ query }: MemberCall<unknown, PeriodQuery>): Promise<AuditSummaryView> {
    const period = periodOf(query, this.clock.now());
    return presentAuditSummary(period, await this.summarize.execute(period));
  }
}

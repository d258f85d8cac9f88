import { inject } from 'inversify';
import { controller, httpDelete, httpGet, httpPost } from 'inversify-express-utils';
import type { Page } from '../../../core/kernel/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import { DecideReports, ListReports, type ReportFilter, UndoDecision, type Verdict } from '../../../core/reports/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { presentReport, type ReportJson } from './report.presenter.js';
import { type IdParams, queueQuery, reportParams, verdictBody } from './reports.schemas.js';

const report = { status: 200, shape: 'one', schema: 'Report' } as const;

@controller('/admin/reports')
export class ReportsController {
  constructor(
    @inject(ListReports) private readonly reports: ListReports,
    @inject(DecideReports) private readonly decideReports: DecideReports,
    @inject(UndoDecision) private readonly undoDecision: UndoDecision,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /admin/reports:
   *   get:
   *     operationId: listReports
   *     tags: [Administration]
   *     summary: What members reported
   *     description: Newest first. `status=OPEN` is the queue.
   */
  @httpGet('/')
  @endpoint({
    access: 'staff',
    query: queueQuery,
    page: { defaultLimit: 20 },
    answer: { status: 200, shape: 'page', schema: 'Report' },
  })
  async list({ query, page }: MemberCall<unknown, ReportFilter>): Promise<Page<ReportJson>> {
    const found = await this.reports.execute(query, page);
    return { ...found, items: found.items.map((one) => presentReport(one, this.storage)) };
  }

  /**
   * @openapi
   * /admin/reports/{id}/decision:
   *   post:
   *     operationId: decideReports
   *     tags: [Administration]
   *     summary: Decide on what is reported
   *     description: Ends every open report on the same target. Can be undone; a post's pictures are kept for that, for a week.
   */
  @httpPost('/:id/decision')
  @endpoint({
    access: 'staff',
    params: reportParams,
    body: verdictBody,
    answer: report,
    errors: ['REPORT_NOT_FOUND', 'REPORT_DECIDED'],
  })
  async decide({ actor, params: { id }, body }: MemberCall<IdParams, unknown, Verdict>): Promise<ReportJson> {
    await this.decideReports.execute(actor, id, body);
    return this.#present(id);
  }

  /**
   * @openapi
   * /admin/reports/{id}/decision:
   *   delete:
   *     operationId: undoDecision
   *     tags: [Administration]
   *     summary: Undo a decision
   *     description: >-
   *       Opens every report that it ended, and brings back what it removed. 409 NOT_RESTORABLE, and nothing happens, where it did not remove the content
   *       itself, the pictures are gone meanwhile, or the author's account is.
   */
  @httpDelete('/:id/decision')
  @endpoint({
    access: 'staff',
    params: reportParams,
    answer: report,
    errors: ['REPORT_NOT_FOUND', 'REPORT_OPEN', 'NOT_RESTORABLE'],
  })
  async undo({ actor, params: { id } }: MemberCall<IdParams>): Promise<ReportJson> {
    await this.undoDecision.execute(actor, id);
    return this.#present(id);
  }

  async #present(id: string): Promise<ReportJson> {
    return presentReport(await this.reports.one(id), this.storage);
  }
}

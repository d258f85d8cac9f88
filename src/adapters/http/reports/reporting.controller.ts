import { inject } from 'inversify';
import { controller, httpPost } from 'inversify-express-utils';
import { type Complaint, ReportSomething } from '../../../core/reports/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { presentReceipt, type ReportReceiptJson } from './report.presenter.js';
import {
  complaintBody,
  type IdParams,
  reportedCommentParams,
  reportedPersonParams,
  reportedPostParams,
} from './reports.schemas.js';

type ReportCall = MemberCall<IdParams, unknown, Complaint>;

const receipt = { status: 201, shape: 'one', schema: 'ReportReceipt' } as const;
const faults = ['CANNOT_REPORT_OWN', 'ALREADY_REPORTED'] as const;

@controller('')
export class ReportingController {
  constructor(@inject(ReportSomething) private readonly report: ReportSomething) {}

  /**
   * @openapi
   * /posts/comments/{id}/report:
   *   post:
   *     operationId: reportComment
   *     tags: [Comments]
   *     summary: Report a comment to the moderators
   *     description: Once, until it is decided. Its author is not told.
   */
  @httpPost('/posts/comments/:id/report')
  @endpoint({
    access: 'member',
    params: reportedCommentParams,
    body: complaintBody,
    limit: 'comment',
    answer: receipt,
    errors: ['COMMENT_NOT_FOUND', ...faults],
  })
  async comment({ actor, params: { id }, body }: ReportCall): Promise<ReportReceiptJson> {
    return presentReceipt(await this.report.execute(actor, 'COMMENT', id, body));
  }

  /**
   * @openapi
   * /posts/{id}/report:
   *   post:
   *     operationId: reportPost
   *     tags: [Posts]
   *     summary: Report a post to the moderators
   *     description: Once, until it is decided. Its author is not told.
   */
  @httpPost('/posts/:id/report')
  @endpoint({
    access: 'member',
    params: reportedPostParams,
    body: complaintBody,
    limit: 'comment',
    answer: receipt,
    errors: ['POST_NOT_FOUND', ...faults],
  })
  async post({ actor, params: { id }, body }: ReportCall): Promise<ReportReceiptJson> {
    return presentReceipt(await this.report.execute(actor, 'POST', id, body));
  }

  /**
   * @openapi
   * /users/{id}/report:
   *   post:
   *     operationId: reportPerson
   *     tags: [Users]
   *     summary: Report a person to the moderators
   *     description: Once, until it is decided. The person is not told.
   */
  @httpPost('/users/:id/report')
  @endpoint({
    access: 'member',
    params: reportedPersonParams,
    body: complaintBody,
    limit: 'comment',
    answer: receipt,
    errors: ['USER_NOT_FOUND', ...faults],
  })
  async person({ actor, params: { id }, body }: ReportCall): Promise<ReportReceiptJson> {
    return presentReceipt(await this.report.execute(actor, 'PERSON', id, body));
  }
}

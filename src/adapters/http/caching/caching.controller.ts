import { inject } from 'inversify';
import { controller, httpDelete, httpGet } from 'inversify-express-utils';
import { ClearCacheFamily, ReadCacheReport } from '../../../core/caching/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type CacheReportView, presentCacheReport } from './cache-report.presenter.js';
import { type FamilyParams, familyParams } from './caching.schemas.js';

@controller('/admin/cache')
export class CachingController {
  constructor(
    @inject(ReadCacheReport) private readonly read: ReadCacheReport,
    @inject(ClearCacheFamily) private readonly clear: ClearCacheFamily,
  ) {}

  /**
   * @openapi
   * /admin/cache:
   *   get:
   *     operationId: readCacheReport
   *     tags: [Administration]
   *     summary: How the cache is doing
   *     description: >-
   *       Figures of the instance that answers, since it started, for every family of keys: where its reads were answered from, what was loaded, and
   *       what was kept. Other instances count for themselves.
   */
  @httpGet('/')
  @endpoint({ access: 'admin', apiKeyScope: 'cache:read', answer: { status: 200, shape: 'one', schema: 'CacheReport' } })
  async readReport(): Promise<CacheReportView> {
    return presentCacheReport(this.read.execute());
  }

  /**
   * @openapi
   * /admin/cache/{family}:
   *   delete:
   *     operationId: clearCacheFamily
   *     tags: [Administration]
   *     summary: End what is cached
   *     description: >-
   *       Nothing that was cached of this family before is served afterwards, by any instance; `all` ends every family. 503 when the shared store does
   *       not answer: then it holds for this instance alone.
   */
  @httpDelete('/:family')
  @endpoint({
    access: 'admin',
    apiKeyScope: 'cache:write',
    params: familyParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['CACHE_FAMILY_NOT_FOUND'],
  })
  async clearFamily({ actor, params: { family } }: MemberCall<FamilyParams>): Promise<void> {
    await this.clear.execute(actor, family);
  }
}

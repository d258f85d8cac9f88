import { inject } from 'inversify';
import { controller, httpDelete, httpGet, httpPut } from 'inversify-express-utils';
import { ChangeRateLimit, ListRateLimits, ResetRateLimit } from '../../../core/security/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { presentRateLimit, type RateLimitJson } from './rate-limit.presenter.js';
import { type PolicyParams, policyParams, type RateBody, rateBody } from './rate-limits.schemas.js';

const limit = { status: 200, shape: 'one', schema: 'RateLimit' } as const;

@controller('/admin/rate-limits')
export class RateLimitsController {
  constructor(
    @inject(ListRateLimits) private readonly listLimits: ListRateLimits,
    @inject(ChangeRateLimit) private readonly changeLimit: ChangeRateLimit,
    @inject(ResetRateLimit) private readonly resetLimit: ResetRateLimit,
  ) {}

  /**
   * @openapi
   * /admin/rate-limits:
   *   get:
   *     operationId: listRateLimits
   *     tags: [Administration]
   *     summary: Every limit on calls
   */
  @httpGet('/')
  @endpoint({ access: 'admin', answer: { ...limit, shape: 'list' } })
  async list(): Promise<RateLimitJson[]> {
    return (await this.listLimits.execute()).map(presentRateLimit);
  }

  /**
   * @openapi
   * /admin/rate-limits/{policy}:
   *   get:
   *     operationId: getRateLimit
   *     tags: [Administration]
   *     summary: One limit on calls
   */
  @httpGet('/:policy')
  @endpoint({ access: 'admin', params: policyParams, answer: limit, errors: ['RATE_LIMIT_NOT_FOUND'] })
  async get({ params: { policy } }: MemberCall<PolicyParams>): Promise<RateLimitJson> {
    return presentRateLimit(await this.listLimits.one(policy));
  }

  /**
   * @openapi
   * /admin/rate-limits/{policy}:
   *   put:
   *     operationId: changeRateLimit
   *     tags: [Administration]
   *     summary: Set a limit instead of the configured one
   *     description: >-
   *       Between a tenth and a hundred times of the configured calls, and of calls a second. Holds at the next call, on other instances within a few
   *       seconds; windows that are open keep their end, and what was counted in them stays counted.
   */
  @httpPut('/:policy')
  @endpoint({ access: 'admin', params: policyParams, body: rateBody, answer: limit, errors: ['RATE_LIMIT_NOT_FOUND'] })
  async change({ actor, params: { policy }, body }: MemberCall<PolicyParams, unknown, RateBody>): Promise<RateLimitJson> {
    return presentRateLimit(await this.changeLimit.execute(actor, policy, body));
  }

  /**
   * @openapi
   * /admin/rate-limits/{policy}:
   *   delete:
   *     operationId: resetRateLimit
   *     tags: [Administration]
   *     summary: Let the configuration hold again
   *     description: Repeating it changes nothing.
   */
  @httpDelete('/:policy')
  @endpoint({ access: 'admin', params: policyParams, answer: limit, errors: ['RATE_LIMIT_NOT_FOUND'] })
  async reset({ actor, params: { policy } }: MemberCall<PolicyParams>): Promise<RateLimitJson> {
    return presentRateLimit(await this.resetLimit.execute(actor, policy));
  }
}

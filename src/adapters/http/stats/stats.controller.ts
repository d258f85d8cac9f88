import { inject } from 'inversify';
import { controller, httpGet } from 'inversify-express-utils';
import { cacheTags } from '../../../core/caching/index.js';
import { GetCommunityStats } from '../../../core/stats/index.js';
import { endpoint, type RouteCache } from '../endpoint.js';

/** A minute, five for the first who asks then, is how late the end of a day and of a ban, which are no events, may be seen. */
const cache: RouteCache = {
  ttlSeconds: 60,
  staleWhileRevalidateSeconds: 240,
  tags: () => [],
  softTags: () => [cacheTags.posts, cacheTags.people],
};

@controller('/stats')
export class StatsController {
  constructor(@inject(GetCommunityStats) private readonly getStats: GetCommunityStats) {}

  /**
   * @openapi
   * /stats:
   *   get:
   *     operationId: getCommunityStats
   *     tags: [Posts]
   *     summary: Figures for the home page
   *     description: How many people are here, and how many public posts were written today (a day begins at midnight in Tbilisi).
   */
  @httpGet('/')
  @endpoint({ access: 'public', answer: { status: 200, shape: 'one', schema: 'CommunityStats' }, cache })
  async read(): Promise<{ usersCount: number; postsToday: number }> {
    const { usersCount, postsToday } = await this.getStats.execute();
    return { usersCount, postsToday };
  }
}

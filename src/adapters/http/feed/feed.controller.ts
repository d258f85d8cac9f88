import { inject } from 'inversify';
import { controller, httpGet } from 'inversify-express-utils';
import Joi from 'joi';
import { ReadFeed, ReadTrending, type TrendingHashtag } from '../../../core/feed/index.js';
import type { Page } from '../../../core/kernel/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import type { MemberCall, SharedCall, ViewerCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { idOf } from '../ids.js';
import { type PostJson, presentPosts } from '../posts/post.presenter.js';
import { cachedTrendingHashtags, cachedTrendingPosts } from '../posts/posts.caching.js';

const page = { defaultLimit: 10 } as const;
const posts = { status: 200, shape: 'page', schema: 'Post' } as const;

const positionQuery = Joi.object({
  // Years that every part of the system can write.
  since: Joi.date()
    .iso()
    .min('0001-01-01T00:00:00.000Z')
    .max('9999-12-31T23:59:59.999Z')
    .required()
    .description('`createdAt` of the newest post that is shown')
    .example('2026-03-02T18:05:12.345Z'),
  sinceId: idOf('that post, where several may be of the same moment').default('ffffffff-ffff-ffff-ffff-ffffffffffff'),
});

const hashtagsQuery = Joi.object({
  limit: Joi.number().integer().min(1).max(100).default(10).description('How many').example(10),
});

interface PositionQuery {
  readonly since: Date;
  readonly sinceId: string;
}

/** What is made for a reader out of many people's posts. */
@controller('/posts')
export class FeedController {
  constructor(
    @inject(ReadFeed) private readonly feed: ReadFeed,
    @inject(ReadTrending) private readonly trending: ReadTrending,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /posts/feed:
   *   get:
   *     operationId: getFeed
   *     tags: [Posts]
   *     summary: Your feed
   *     description: >-
   *       Your own posts and those of the people you follow, newest first. With `cursor` nothing is repeated and nothing lost, whatever is
   *       written, deleted or blocked between two pages.
   */
  @httpGet('/feed')
  @endpoint({ access: 'member', apiKeyScope: 'posts:read', page, answer: posts })
  async read({ actor, page }: MemberCall): Promise<Page<PostJson>> {
    return presentPosts(await this.feed.execute(actor, page), this.storage);
  }

  /**
   * @openapi
   * /posts/feed/newer-count:
   *   get:
   *     operationId: countNewerInFeed
   *     tags: [Posts]
   *     summary: How many posts came into your feed since
   *     description: Posts of others above the newest one that you show, so that a client can offer them without moving what is being read.
   */
  @httpGet('/feed/newer-count')
  @endpoint({ access: 'member', query: positionQuery, answer: { status: 200, shape: 'one', schema: 'NewerCount' } })
  async newerCount({ actor, query }: MemberCall<unknown, PositionQuery>): Promise<{ count: number }> {
    return { count: await this.feed.countNewer(actor, { at: query.since, id: query.sinceId }) };
  }

  /**
   * @openapi
   * /posts/trending:
   *   get:
   *     operationId: listTrendingPosts
   *     tags: [Posts]
   *     summary: What many like now
   *     description: >-
   *       Ranked every five minutes by likes, people who commented and reposts of the last seven days, falling with age; of one author at most
   *       two. With `cursor` you turn the pages of one ranking, for half an hour, even when a newer one was made.
   */
  @httpGet('/trending')
  @endpoint({ access: 'optional', apiKeyScope: 'posts:read', page, answer: posts, cache: cachedTrendingPosts })
  async trendingPosts({ actor, page }: ViewerCall): Promise<Page<PostJson>> {
    return presentPosts(await this.trending.posts(actor?.userId, page), this.storage);
  }

  /**
   * @openapi
   * /posts/hashtags/trending:
   *   get:
   *     operationId: listTrendingHashtags
   *     tags: [Posts]
   *     summary: Hashtags that many people use now
   *     description: Ranked every five minutes by how many different people used them in the last two weeks, falling with age.
   */
  @httpGet('/hashtags/trending')
  @endpoint({
    access: 'optional',
    query: hashtagsQuery,
    answer: { status: 200, shape: 'list', schema: 'Hashtag' },
    cache: cachedTrendingHashtags,
  })
  async trendingHashtags({ query }: SharedCall<unknown, { limit: number }>): Promise<TrendingHashtag[]> {
    const hashtags = await this.trending.hashtags(query.limit);
    return hashtags.map(({ id, name, postsCount }) => ({ id, name, postsCount }));
  }
}

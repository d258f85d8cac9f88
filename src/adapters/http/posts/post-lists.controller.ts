import { inject } from 'inversify';
import { controller, httpGet } from 'inversify-express-utils';
import type { Page } from '../../../core/kernel/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import { ListPosts, SearchPosts } from '../../../core/posts/index.js';
import type { Call, MemberCall, ViewerCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type PostJson, presentPosts } from './post.presenter.js';
import { cachedHashtag, cachedLikesOfPerson, cachedPostsOfPerson } from './posts.caching.js';
import { authorIdParams, hashtagParams, postSearchQuery } from './posts.schemas.js';

const page = { defaultLimit: 10 } as const;
const posts = { status: 200, shape: 'page', schema: 'Post' } as const;

@controller('/posts')
export class PostListsController {
  constructor(
    @inject(ListPosts) private readonly lists: ListPosts,
    @inject(SearchPosts) private readonly searchPosts: SearchPosts,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /posts/search:
   *   get:
   *     operationId: searchPosts
   *     tags: [Posts]
   *     summary: Find posts by their text
   *     description: >-
   *       Posts that hold every word, or one that begins so, whether it is written in Georgian or Latin letters; where there is none, posts whose words are
   *       nearly these. Those in the script of the question come first, then the others, each newest first. Of more than 500 matches the newest
   *       500 are looked at.
   */
  @httpGet('/search')
  @endpoint({ access: 'optional', apiKeyScope: 'posts:read', query: postSearchQuery, page, limit: 'search', answer: posts })
  async search({ query, actor, page }: Call<unknown, { q: string }>): Promise<Page<PostJson>> {
    return presentPosts(await this.searchPosts.execute(query.q, actor?.userId, page), this.storage);
  }

  /**
   * @openapi
   * /posts/hashtag/{tag}:
   *   get:
   *     operationId: listPostsByHashtag
   *     tags: [Posts]
   *     summary: Posts with a hashtag
   *     description: >-
   *       Newest first; an unknown tag has none. `meta.total` counts what you get to see while the tag has at most 200 public posts, beyond
   *       that all public posts with it.
   */
  @httpGet('/hashtag/:tag')
  @endpoint({ access: 'optional', apiKeyScope: 'posts:read', params: hashtagParams, page, answer: posts, cache: cachedHashtag })
  async byHashtag({ params, actor, page }: ViewerCall<{ tag: string }>): Promise<Page<PostJson>> {
    return presentPosts(await this.lists.byHashtag(params.tag, actor?.userId, page), this.storage);
  }

  /**
   * @openapi
   * /posts/user/{userId}:
   *   get:
   *     operationId: listPostsOfUser
   *     tags: [Posts]
   *     summary: What a person posted
   *     description: Newest first, of the person's posts those that you get to see.
   */
  @httpGet('/user/:userId')
  @endpoint({
    access: 'optional',
    apiKeyScope: 'posts:read',
    params: authorIdParams,
    page,
    answer: posts,
    errors: ['USER_NOT_FOUND'],
    cache: cachedPostsOfPerson,
  })
  async byUser({ params, actor, page }: ViewerCall<{ userId: string }>): Promise<Page<PostJson>> {
    return presentPosts(await this.lists.byPerson(params.userId, actor?.userId, page), this.storage);
  }

  /**
   * @openapi
   * /posts/liked/{userId}:
   *   get:
   *     operationId: listPostsLikedByUser
   *     tags: [Posts]
   *     summary: What a person likes
   *     description: The last one liked comes first; those that you get to see.
   */
  @httpGet('/liked/:userId')
  @endpoint({
    access: 'optional',
    params: authorIdParams,
    page,
    answer: posts,
    errors: ['USER_NOT_FOUND'],
    cache: cachedLikesOfPerson,
  })
  async likedBy({ params, actor, page }: ViewerCall<{ userId: string }>): Promise<Page<PostJson>> {
    return presentPosts(await this.lists.likedBy(params.userId, actor?.userId, page), this.storage);
  }

  /**
   * @openapi
   * /posts/saved:
   *   get:
   *     operationId: listSavedPosts
   *     tags: [Posts]
   *     summary: What you saved
   *     description: The last one saved comes first.
   */
  @httpGet('/saved')
  @endpoint({ access: 'member', page, answer: posts })
  async saved({ actor, page }: MemberCall): Promise<Page<PostJson>> {
    return presentPosts(await this.lists.saved(actor, page), this.storage);
  }
}

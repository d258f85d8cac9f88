import { inject } from 'inversify';
import { controller, httpDelete, httpGet, httpPatch, httpPost } from 'inversify-express-utils';
import type { ErrorCode } from '../../../core/kernel/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import { ChangePost, CreatePost, DeletePost, GetPost, postLimits, PostTags } from '../../../core/posts/index.js';
import type { MemberCall, ViewerCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type PostJson, presentPost } from './post.presenter.js';
import { cachedPost } from './posts.caching.js';
import {
  type ChangedPostBody,
  changedPostBody,
  type IdParams,
  type NewPostBody,
  newPostBody,
  postIdParams,
} from './posts.schemas.js';

const pictures = { field: 'images', maxFiles: postLimits.images.max, maxBytes: 10 * 1024 * 1024, optional: true } as const;
const post = { status: 200, shape: 'one', schema: 'Post' } as const;
const writeErrors: readonly ErrorCode[] = [
  'POST_NOT_FOUND',
  'POST_EMPTY',
  'FILE_MISSING',
  'UNSUPPORTED_IMAGE',
  'HEIC_UNSUPPORTED',
  'IMAGE_TOO_LARGE',
  'CORRUPT_IMAGE',
  'PICTURE_QUOTA_REACHED',
];

/** One post: writing, reading, changing, deleting. Comes after the lists, whose fixed words would otherwise be taken for ids. */
@controller('/posts')
export class PostsController {
  constructor(
    @inject(CreatePost) private readonly createPost: CreatePost,
    @inject(GetPost) private readonly getPost: GetPost,
    @inject(PostTags) readonly tags: PostTags,
    @inject(ChangePost) private readonly changePost: ChangePost,
    @inject(DeletePost) private readonly deletePost: DeletePost,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /posts:
   *   post:
   *     operationId: createPost
   *     tags: [Posts]
   *     summary: Write a post
   *     description: >-
   *       A text, up to 10 pictures (JPEG, PNG, WebP or GIF, 10 MB each), or both. Words with `#` become hashtags, in any script; people
   *       named with `@` are told. A post without pictures may be sent as JSON. With `quoteOf` it quotes a public post.
   */
  @httpPost('/')
  @endpoint({
    access: 'member',
    apiKeyScope: 'posts:write',
    body: newPostBody,
    upload: pictures,
    limit: ['upload', 'post'],
    answer: { ...post, status: 201 },
    errors: [...writeErrors, 'NOT_REPOSTABLE'],
  })
  async create({ actor, body, files }: MemberCall<unknown, unknown, NewPostBody>): Promise<PostJson> {
    const { content, visibility, quoteOf } = body;
    const draft = { content, visibility, quoteOf, files: files.map(({ path }) => path) };
    return presentPost(await this.createPost.execute(actor, draft), this.storage);
  }

  /**
   * @openapi
   * /posts/{id}:
   *   get:
   *     operationId: getPost
   *     tags: [Posts]
   *     summary: A post
   *     description: A post that you do not get to see is as unknown as one that was never written.
   */
  @httpGet('/:id')
  @endpoint({
    access: 'optional',
    apiKeyScope: 'posts:read',
    params: postIdParams,
    answer: post,
    errors: ['POST_NOT_FOUND'],
    cache: cachedPost,
  })
  async get({ params: { id }, actor }: ViewerCall<IdParams>): Promise<PostJson> {
    return presentPost(await this.getPost.execute(id, actor?.userId), this.storage);
  }

  /**
   * @openapi
   * /posts/{id}:
   *   patch:
   *     operationId: changePost
   *     tags: [Posts]
   *     summary: Change your post
   *     description: >-
   *       Fields left out keep their value. `deleteImageIds` takes pictures out; new `images` come after those that stay, 10 in all. Hashtags
   *       and mentions follow the new text. Without new pictures the change may be sent as JSON.
   */
  @httpPatch('/:id')
  @endpoint({
    access: 'member',
    apiKeyScope: 'posts:write',
    params: postIdParams,
    body: changedPostBody,
    upload: pictures,
    limit: 'upload',
    answer: post,
    errors: [...writeErrors, 'TOO_MANY_IMAGES', 'IMAGE_NOT_IN_POST', 'FORBIDDEN'],
  })
  async change({ actor, params, body, files }: MemberCall<IdParams, unknown, ChangedPostBody>): Promise<PostJson> {
    const { content, visibility, deleteImageIds = [] } = body;
    const changes = { content, visibility, deleteImageIds, files: files.map(({ path }) => path) };
    return presentPost(await this.changePost.execute(actor, params.id, changes), this.storage);
  }

  /**
   * @openapi
   * /posts/{id}:
   *   delete:
   *     operationId: deletePost
   *     tags: [Posts]
   *     summary: Delete your post
   *     description: It vanishes everywhere at once; its pictures go shortly after.
   */
  @httpDelete('/:id')
  @endpoint({
    access: 'member',
    apiKeyScope: 'posts:write',
    params: postIdParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['POST_NOT_FOUND', 'FORBIDDEN'],
  })
  async delete({ actor, params }: MemberCall<IdParams>): Promise<void> {
    await this.deletePost.execute(actor, params.id);
  }
}

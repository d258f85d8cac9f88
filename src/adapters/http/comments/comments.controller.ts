import { inject } from 'inversify';
import { controller, httpDelete, httpGet, httpPatch, httpPost, httpPut } from 'inversify-express-utils';
import type { Page } from '../../../core/kernel/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import {
  AddComment,
  ChangeComment,
  type CommentDraft,
  type CommentView,
  DeleteComment,
  GetComment,
  type Like,
  ListCommentReplies,
  ListComments,
  PostTags,
  ReactToComment,
} from '../../../core/posts/index.js';
import type { MemberCall, ViewerCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { cachedComment, cachedComments } from '../posts/posts.caching.js';
import { type CommentAnswer, presentComment, presentLike } from './comment.presenter.js';
import { commentBody, commentChangeBody, commentedPostParams, commentParams } from './comments.schemas.js';

interface ById {
  id: string;
}

const likeAnswer = { status: 200, shape: 'one', schema: 'Like' } as const;

/** `/comments/:id` stands before `/:id/comments`; no post has the id `comments`. */
@controller('/posts')
export class CommentsController {
  constructor(
    @inject(GetComment) private readonly getComment: GetComment,
    @inject(ListComments) private readonly listComments: ListComments,
    @inject(ListCommentReplies) private readonly listReplies: ListCommentReplies,
    @inject(AddComment) private readonly addComment: AddComment,
    @inject(ChangeComment) private readonly changeComment: ChangeComment,
    @inject(DeleteComment) private readonly deleteComment: DeleteComment,
    @inject(ReactToComment) private readonly react: ReactToComment,
    @inject(PostTags) readonly tags: PostTags,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /posts/comments/{id}:
   *   get:
   *     operationId: getComment
   *     tags: [Comments]
   *     summary: One comment
   *     description: A comment below somebody you do not get to see is as unknown as one under a post you do not get to see.
   */
  @httpGet('/comments/:id')
  @endpoint({
    access: 'optional',
    apiKeyScope: 'posts:read',
    params: commentParams,
    answer: { status: 200, shape: 'one', schema: 'Comment' },
    errors: ['COMMENT_NOT_FOUND'],
    cache: cachedComment,
  })
  async get({ params: { id }, actor }: ViewerCall<ById>): Promise<CommentAnswer> {
    return presentComment(await this.getComment.execute(id, actor?.userId), this.storage);
  }

  /**
   * @openapi
   * /posts/comments/{id}:
   *   patch:
   *     operationId: changeComment
   *     tags: [Comments]
   *     summary: Change a comment of yours
   */
  @httpPatch('/comments/:id')
  @endpoint({
    access: 'member',
    apiKeyScope: 'posts:write',
    params: commentParams,
    body: commentChangeBody,
    limit: 'comment',
    answer: { status: 200, shape: 'one', schema: 'Comment' },
    errors: ['COMMENT_NOT_FOUND', 'FORBIDDEN'],
  })
  async change({ actor, params: { id }, body }: MemberCall<ById, unknown, { content: string }>): Promise<CommentAnswer> {
    return presentComment(await this.changeComment.execute(actor, id, body.content), this.storage);
  }

  /**
   * @openapi
   * /posts/comments/{id}:
   *   delete:
   *     operationId: deleteComment
   *     tags: [Comments]
   *     summary: Delete a comment of yours
   *     description: A comment with something below it stays as an empty place, until the last of that is deleted too.
   */
  @httpDelete('/comments/:id')
  @endpoint({
    access: 'member',
    apiKeyScope: 'posts:write',
    params: commentParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['COMMENT_NOT_FOUND', 'FORBIDDEN'],
  })
  async remove({ actor, params: { id } }: MemberCall<ById>): Promise<void> {
    await this.deleteComment.execute(actor, id);
  }

  /**
   * @openapi
   * /posts/comments/{id}/replies:
   *   get:
   *     operationId: listCommentReplies
   *     tags: [Comments]
   *     summary: What stands below a comment
   *     description: >-
   *       The oldest comes first. Below a comment on the post that is everything, replies to replies included; below a reply those to itself.
   */
  @httpGet('/comments/:id/replies')
  @endpoint({
    access: 'optional',
    apiKeyScope: 'posts:read',
    params: commentParams,
    page: { defaultLimit: 10 },
    answer: { status: 200, shape: 'page', schema: 'Comment' },
    errors: ['COMMENT_NOT_FOUND'],
    cache: cachedComment,
  })
  async replies({ params: { id }, actor, page }: ViewerCall<ById>): Promise<Page<CommentAnswer>> {
    return this.#page(await this.listReplies.execute(id, actor?.userId, page));
  }

  /**
   * @openapi
   * /posts/comments/{id}/like:
   *   post:
   *     operationId: toggleCommentLike
   *     tags: [Comments]
   *     summary: Like a comment, or take the like back
   *     description: Every call turns it around. PUT and DELETE can be repeated safely.
   */
  @httpPost('/comments/:id/like')
  @endpoint({
    access: 'member',
    params: commentParams,
    limit: 'like',
    idempotencyKey: true,
    answer: likeAnswer,
    errors: ['COMMENT_NOT_FOUND'],
  })
  async toggleLike({ actor, params: { id } }: MemberCall<ById>): Promise<Like> {
    return presentLike(await this.react.execute(actor, id, 'toggle'));
  }

  /**
   * @openapi
   * /posts/comments/{id}/like:
   *   put:
   *     operationId: likeComment
   *     tags: [Comments]
   *     summary: Like a comment
   *     description: Repeating it changes nothing.
   */
  @httpPut('/comments/:id/like')
  @endpoint({ access: 'member', params: commentParams, limit: 'like', answer: likeAnswer, errors: ['COMMENT_NOT_FOUND'] })
  async like({ actor, params: { id } }: MemberCall<ById>): Promise<Like> {
    return presentLike(await this.react.execute(actor, id, 'like'));
  }

  /**
   * @openapi
   * /posts/comments/{id}/like:
   *   delete:
   *     operationId: unlikeComment
   *     tags: [Comments]
   *     summary: Take the like of a comment back
   *     description: Repeating it changes nothing.
   */
  @httpDelete('/comments/:id/like')
  @endpoint({ access: 'member', params: commentParams, limit: 'like', answer: likeAnswer, errors: ['COMMENT_NOT_FOUND'] })
  async unlike({ actor, params: { id } }: MemberCall<ById>): Promise<Like> {
    return presentLike(await this.react.execute(actor, id, 'unlike'));
  }

  /**
   * @openapi
   * /posts/{id}/comments:
   *   get:
   *     operationId: listComments
   *     tags: [Comments]
   *     summary: The comments directly on a post
   *     description: The newest comes first, each with the first three replies below it.
   */
  @httpGet('/:id/comments')
  @endpoint({
    access: 'optional',
    apiKeyScope: 'posts:read',
    params: commentedPostParams,
    page: { defaultLimit: 20 },
    answer: { status: 200, shape: 'page', schema: 'Comment' },
    errors: ['POST_NOT_FOUND'],
    cache: cachedComments,
  })
  async list({ params: { id }, actor, page }: ViewerCall<ById>): Promise<Page<CommentAnswer>> {
    return this.#page(await this.listComments.execute(id, actor?.userId, page));
  }

  /**
   * @openapi
   * /posts/{id}/comments:
   *   post:
   *     operationId: addComment
   *     tags: [Comments]
   *     summary: Comment on a post, or answer a comment
   *     description: >-
   *       `parentId` is the comment that is answered, itself a reply or not. People named with `@username` who get to see the post are told.
   */
  @httpPost('/:id/comments')
  @endpoint({
    access: 'member',
    apiKeyScope: 'posts:write',
    params: commentedPostParams,
    body: commentBody,
    limit: 'comment',
    answer: { status: 201, shape: 'one', schema: 'Comment' },
    errors: ['POST_NOT_FOUND', 'COMMENT_NOT_FOUND'],
  })
  async add({ actor, params: { id }, body }: MemberCall<ById, unknown, CommentDraft>): Promise<CommentAnswer> {
    return presentComment(await this.addComment.execute(actor, id, body), this.storage);
  }

  #page(page: Page<CommentView>): Page<CommentAnswer> {
    return { ...page, items: page.items.map((comment) => presentComment(comment, this.storage)) };
  }
}

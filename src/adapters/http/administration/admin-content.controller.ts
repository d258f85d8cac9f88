import { inject } from 'inversify';
import { controller, httpDelete, httpGet } from 'inversify-express-utils';
import { type ContentQuery, ListContent, RemoveContent } from '../../../core/administration/index.js';
import type { Page } from '../../../core/kernel/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type AdminCommentJson, type AdminPostJson, presentAdminComment, presentAdminPost } from './administration.presenter.js';
import { contentQuery, type IdParams, removedCommentParams, removedPostParams } from './administration.schemas.js';

@controller('/admin')
export class AdminContentController {
  constructor(
    @inject(ListContent) private readonly content: ListContent,
    @inject(RemoveContent) private readonly remove: RemoveContent,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /admin/posts:
   *   get:
   *     operationId: listAllPosts
   *     tags: [Administration]
   *     summary: All posts
   *     description: >-
   *       Whoever may see them otherwise, those of banned people included; deleted ones are not there. Goes by page numbers; there are no cursors.
   */
  @httpGet('/posts')
  @endpoint({
    access: 'staff',
    query: contentQuery,
    page: { defaultLimit: 20 },
    answer: { status: 200, shape: 'page', schema: 'AdminPost' },
  })
  async posts({ actor, query, page }: MemberCall<unknown, ContentQuery>): Promise<Page<AdminPostJson>> {
    const found = await this.content.posts(actor, query, page);
    return { ...found, items: found.items.map((post) => presentAdminPost(post, this.storage)) };
  }

  /**
   * @openapi
   * /admin/comments:
   *   get:
   *     operationId: listAllComments
   *     tags: [Administration]
   *     summary: All comments
   *     description: Whoever may see them otherwise; deleted ones without their text. Goes by page numbers; there are no cursors.
   */
  @httpGet('/comments')
  @endpoint({
    access: 'staff',
    query: contentQuery,
    page: { defaultLimit: 20 },
    answer: { status: 200, shape: 'page', schema: 'AdminComment' },
  })
  async comments({ actor, query, page }: MemberCall<unknown, ContentQuery>): Promise<Page<AdminCommentJson>> {
    const found = await this.content.comments(actor, query, page);
    return { ...found, items: found.items.map((comment) => presentAdminComment(comment, this.storage)) };
  }

  /**
   * @openapi
   * /admin/posts/{id}:
   *   delete:
   *     operationId: removePost
   *     tags: [Administration]
   *     summary: Remove a post
   *     description: For good, its pictures included. What may have to come back is removed by a decision on a report.
   */
  @httpDelete('/posts/:id')
  @endpoint({
    access: 'staff',
    params: removedPostParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['POST_NOT_FOUND'],
  })
  async removePost({ actor, params: { id } }: MemberCall<IdParams>): Promise<void> {
    await this.remove.post(actor, id);
  }

  /**
   * @openapi
   * /admin/comments/{id}:
   *   delete:
   *     operationId: removeComment
   *     tags: [Administration]
   *     summary: Remove a comment
   *     description: For good. With something below it stays as an empty place, `deletedBy` a moderator.
   */
  @httpDelete('/comments/:id')
  @endpoint({
    access: 'staff',
    params: removedCommentParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['COMMENT_NOT_FOUND'],
  })
  async removeComment({ actor, params: { id } }: MemberCall<IdParams>): Promise<void> {
    await this.remove.comment(actor, id);
  }
}

import { inject } from 'inversify';
import { controller, httpDelete, httpPost, httpPut } from 'inversify-express-utils';
import { ObjectStorage } from '../../../core/media/index.js';
import { LikePost, RepostPost, SavePost, UndoRepost } from '../../../core/posts/index.js';
import type { MemberCall } from '../call.js';
import { type Answer, endpoint, type OwnSpec } from '../endpoint.js';
import { type LikeJson, type PostJson, presentLike, presentPost } from './post.presenter.js';
import { type IdParams, postIdParams } from './posts.schemas.js';

type PostCall = MemberCall<IdParams>;

const onPost = (schema: string): OwnSpec => ({
  access: 'member',
  params: postIdParams,
  answer: { status: 200, shape: 'one', schema } satisfies Answer,
  errors: ['POST_NOT_FOUND'],
});

/** Liking, saving, passing on. POST toggles like and save, as the web client wants it; PUT and DELETE say what they mean and can be repeated. */
@controller('/posts')
export class PostReactionsController {
  constructor(
    @inject(LikePost) private readonly likePost: LikePost,
    @inject(SavePost) private readonly savePost: SavePost,
    @inject(RepostPost) private readonly repostPost: RepostPost,
    @inject(UndoRepost) private readonly undoRepost: UndoRepost,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /posts/{id}/like:
   *   post:
   *     operationId: toggleLike
   *     tags: [Posts]
   *     summary: Like a post, or stop liking it
   *     description: A toggle. To say which of the two you mean, use PUT or DELETE.
   */
  @httpPost('/:id/like')
  @endpoint({ ...onPost('Like'), limit: 'like', idempotencyKey: true })
  async toggleLike({ actor, params: { id } }: PostCall): Promise<LikeJson> {
    return presentLike(await this.likePost.execute(actor, id, 'toggle'));
  }

  /**
   * @openapi
   * /posts/{id}/like:
   *   put:
   *     operationId: likePost
   *     tags: [Posts]
   *     summary: Like a post
   *     description: Repeating it changes nothing.
   */
  @httpPut('/:id/like')
  @endpoint({ ...onPost('Like'), limit: 'like' })
  async like({ actor, params: { id } }: PostCall): Promise<LikeJson> {
    return presentLike(await this.likePost.execute(actor, id, 'add'));
  }

  /**
   * @openapi
   * /posts/{id}/like:
   *   delete:
   *     operationId: unlikePost
   *     tags: [Posts]
   *     summary: Stop liking a post
   *     description: Repeating it changes nothing.
   */
  @httpDelete('/:id/like')
  @endpoint({ ...onPost('Like'), limit: 'like' })
  async unlike({ actor, params: { id } }: PostCall): Promise<LikeJson> {
    return presentLike(await this.likePost.execute(actor, id, 'remove'));
  }

  /**
   * @openapi
   * /posts/{id}/save:
   *   post:
   *     operationId: toggleSave
   *     tags: [Posts]
   *     summary: Save a post for later, or stop saving it
   *     description: A toggle. To say which of the two you mean, use PUT or DELETE. Nobody else is told.
   */
  @httpPost('/:id/save')
  @endpoint({ ...onPost('Saved'), limit: 'like', idempotencyKey: true })
  async toggleSave({ actor, params: { id } }: PostCall): Promise<{ saved: boolean }> {
    return { saved: await this.savePost.execute(actor, id, 'toggle') };
  }

  /**
   * @openapi
   * /posts/{id}/save:
   *   put:
   *     operationId: savePost
   *     tags: [Posts]
   *     summary: Save a post for later
   *     description: Repeating it changes nothing.
   */
  @httpPut('/:id/save')
  @endpoint({ ...onPost('Saved'), limit: 'like' })
  async save({ actor, params: { id } }: PostCall): Promise<{ saved: boolean }> {
    return { saved: await this.savePost.execute(actor, id, 'add') };
  }

  /**
   * @openapi
   * /posts/{id}/save:
   *   delete:
   *     operationId: unsavePost
   *     tags: [Posts]
   *     summary: Stop saving a post
   *     description: Repeating it changes nothing.
   */
  @httpDelete('/:id/save')
  @endpoint({ ...onPost('Saved'), limit: 'like' })
  async unsave({ actor, params: { id } }: PostCall): Promise<{ saved: boolean }> {
    return { saved: await this.savePost.execute(actor, id, 'remove') };
  }

  /**
   * @openapi
   * /posts/{id}/repost:
   *   post:
   *     operationId: repost
   *     tags: [Posts]
   *     summary: Pass a public post on to your followers
   *     description: Answers the repost; repeating it answers the same one. Passing on a repost passes on the original. To quote, see `POST /posts`.
   *   put:
   *     operationId: putRepost
   *     tags: [Posts]
   *     summary: Pass a public post on to your followers (same as POST)
   *     description: Repeating it answers the same repost.
   */
  @httpPost('/:id/repost')
  @httpPut('/:id/repost')
  @endpoint({ ...onPost('Post'), limit: 'post', idempotencyKey: true, errors: ['POST_NOT_FOUND', 'NOT_REPOSTABLE'] })
  async repost({ actor, params: { id } }: PostCall): Promise<PostJson> {
    return presentPost(await this.repostPost.execute(actor, id), this.storage);
  }

  /**
   * @openapi
   * /posts/{id}/repost:
   *   delete:
   *     operationId: undoRepost
   *     tags: [Posts]
   *     summary: Take back your repost of this post
   *     description: Repeating it changes nothing. Quotes are posts of their own and stay.
   */
  @httpDelete('/:id/repost')
  @endpoint({ ...onPost('Post'), limit: 'post', answer: { status: 200, shape: 'nothing' } })
  async takeBack({ actor, params: { id } }: PostCall): Promise<void> {
    await this.undoRepost.execute(actor, id);
  }
}

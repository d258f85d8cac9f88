import { inject } from 'inversify';
import { controller, httpDelete, httpPost, httpPut } from 'inversify-express-utils';
import { BlockPerson, FollowPerson, UnblockPerson, UnfollowPerson } from '../../../core/profiles/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { presentRelationship, type RelationshipView } from './profile.presenter.js';
import { personIdParams } from './profiles.schemas.js';

type PersonCall = MemberCall<{ id: string }>;

const relationship = { status: 200, shape: 'one', schema: 'Relationship' } as const;

/** Following and blocking: repeating a call changes nothing, so POST and PUT are the same. */
@controller('/users')
export class RelationshipsController {
  constructor(
    @inject(FollowPerson) private readonly followPerson: FollowPerson,
    @inject(UnfollowPerson) private readonly unfollowPerson: UnfollowPerson,
    @inject(BlockPerson) private readonly blockPerson: BlockPerson,
    @inject(UnblockPerson) private readonly unblockPerson: UnblockPerson,
  ) {}

  /**
   * @openapi
   * /users/{id}/follow:
   *   post:
   *     operationId: followUser
   *     tags: [Users]
   *     summary: Follow a person
   *     description: Following again changes nothing. Somebody who blocked you is as unknown as nobody.
   *   put:
   *     operationId: putFollow
   *     tags: [Users]
   *     summary: Follow a person (same as POST)
   *     description: Following again changes nothing. Somebody who blocked you is as unknown as nobody.
   */
  @httpPost('/:id/follow')
  @httpPut('/:id/follow')
  @endpoint({
    access: 'member',
    params: personIdParams,
    limit: 'follow',
    answer: relationship,
    errors: ['USER_NOT_FOUND', 'CANNOT_FOLLOW_SELF', 'BLOCKED'],
  })
  async follow({ actor, params: { id } }: PersonCall): Promise<RelationshipView> {
    return presentRelationship(id, await this.followPerson.execute(actor, id));
  }

  /**
   * @openapi
   * /users/{id}/follow:
   *   delete:
   *     operationId: unfollowUser
   *     tags: [Users]
   *     summary: Stop following a person
   *     description: Repeating it changes nothing.
   */
  @httpDelete('/:id/follow')
  @endpoint({
    access: 'member',
    params: personIdParams,
    limit: 'follow',
    answer: relationship,
    errors: ['USER_NOT_FOUND', 'CANNOT_FOLLOW_SELF'],
  })
  async unfollow({ actor, params: { id } }: PersonCall): Promise<RelationshipView> {
    return presentRelationship(id, await this.unfollowPerson.execute(actor, id));
  }

  /**
   * @openapi
   * /users/{id}/block:
   *   post:
   *     operationId: blockUser
   *     tags: [Users]
   *     summary: Block a person
   *     description: >-
   *       Ends the follows between the two of you. From then on neither finds nor follows the other; the other is not told. You still open the
   *       profile, to unblock. Blocking again changes nothing.
   *   put:
   *     operationId: putBlock
   *     tags: [Users]
   *     summary: Block a person (same as POST)
   *     description: Blocking again changes nothing.
   */
  @httpPost('/:id/block')
  @httpPut('/:id/block')
  @endpoint({
    access: 'member',
    params: personIdParams,
    limit: 'follow',
    answer: relationship,
    errors: ['USER_NOT_FOUND', 'CANNOT_BLOCK_SELF'],
  })
  async block({ actor, params: { id } }: PersonCall): Promise<RelationshipView> {
    return presentRelationship(id, await this.blockPerson.execute(actor, id));
  }

  /**
   * @openapi
   * /users/{id}/block:
   *   delete:
   *     operationId: unblockUser
   *     tags: [Users]
   *     summary: Unblock a person
   *     description: Follows that the block ended do not come back. Repeating it changes nothing.
   */
  @httpDelete('/:id/block')
  @endpoint({
    access: 'member',
    params: personIdParams,
    limit: 'follow',
    answer: relationship,
    errors: ['USER_NOT_FOUND', 'CANNOT_BLOCK_SELF'],
  })
  async unblock({ actor, params: { id } }: PersonCall): Promise<RelationshipView> {
    return presentRelationship(id, await this.unblockPerson.execute(actor, id));
  }
}

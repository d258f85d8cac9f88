import { inject } from 'inversify';
import { controller, httpGet, httpPatch } from 'inversify-express-utils';
import type { Page } from '../../../core/kernel/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import {
  ChangeOwnProfile,
  GetProfile,
  ListBlocked,
  ListFollowers,
  ListFollowing,
  type PersonCard,
  PersonTags,
  type ProfileChanges,
  SearchPeople,
} from '../../../core/profiles/index.js';
import type { MemberCall, ViewerCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { presentCard, presentProfile, type UserCardView, type UserProfileView } from './profile.presenter.js';
import { cachedFollows, cachedProfile } from './profiles.caching.js';
import { isPersonId, personIdParams, profileBody, searchQuery, usernameParams } from './profiles.schemas.js';
import { presentUser, type UserView } from './user.presenter.js';

/** Profiles and lists of people. `/search` and `/blocked` stand before `/:username`, and are no usernames. */
@controller('/users')
export class PeopleController {
  constructor(
    @inject(GetProfile) private readonly getProfile: GetProfile,
    @inject(PersonTags) readonly tags: PersonTags,
    @inject(ChangeOwnProfile) private readonly changeProfile: ChangeOwnProfile,
    @inject(SearchPeople) private readonly searchPeople: SearchPeople,
    @inject(ListBlocked) private readonly listBlocked: ListBlocked,
    @inject(ListFollowers) private readonly listFollowers: ListFollowers,
    @inject(ListFollowing) private readonly listFollowing: ListFollowing,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /users/me:
   *   patch:
   *     operationId: changeOwnProfile
   *     tags: [Users]
   *     summary: Change your profile
   *     description: >-
   *       Fields left out keep their value; `null` or an empty text clears `bio` and `location`. The unchanged username may be sent along.
   *       Fields that are not yours to change (`role`, counters) are ignored.
   */
  @httpPatch('/me')
  @endpoint({
    access: 'member',
    body: profileBody,
    answer: { status: 200, shape: 'one', schema: 'User' },
    errors: ['USERNAME_TAKEN', 'USERNAME_RESERVED'],
  })
  async change({ actor, body }: MemberCall<unknown, unknown, ProfileChanges>): Promise<UserView> {
    return presentUser(await this.changeProfile.execute(actor, body), this.storage);
  }

  /**
   * @openapi
   * /users/search:
   *   get:
   *     operationId: searchUsers
   *     tags: [Users]
   *     summary: Find people by username or name
   *     description: >-
   *       The person with exactly this username comes first, then usernames that begin with the text, then all others, newest first.
   *       Nobody who stands in a block with you, in either direction, is found.
   */
  @httpGet('/search')
  @endpoint({
    access: 'member',
    apiKeyScope: 'people:read',
    query: searchQuery,
    page: { defaultLimit: 20 },
    limit: 'search',
    answer: { status: 200, shape: 'page', schema: 'UserCard' },
  })
  async search({ actor, query, page }: MemberCall<unknown, { q: string }>): Promise<Page<UserCardView>> {
    return this.#cards(await this.searchPeople.execute(actor, query.q, page));
  }

  /**
   * @openapi
   * /users/blocked:
   *   get:
   *     operationId: listBlockedUsers
   *     tags: [Users]
   *     summary: People you blocked
   *     description: The last one blocked comes first.
   */
  @httpGet('/blocked')
  @endpoint({ access: 'member', page: { defaultLimit: 20 }, answer: { status: 200, shape: 'page', schema: 'UserCard' } })
  async blocked({ actor, page }: MemberCall): Promise<Page<UserCardView>> {
    return this.#cards(await this.listBlocked.execute(actor, page));
  }

  /**
   * @openapi
   * /users/{username}:
   *   get:
   *     operationId: getUserProfile
   *     tags: [Users]
   *     summary: A person's profile
   *     description: >-
   *       Only you see your `email` and `phone`; for everybody else they are empty. Somebody who blocked you is as unknown as nobody.
   */
  @httpGet('/:username')
  @endpoint({
    access: 'optional',
    apiKeyScope: 'people:read',
    params: usernameParams,
    answer: { status: 200, shape: 'one', schema: 'UserProfile' },
    errors: ['USER_NOT_FOUND'],
    cache: cachedProfile,
  })
  async profile({ params: { username }, actor }: ViewerCall<{ username: string }>): Promise<UserProfileView> {
    const person = isPersonId(username) ? { id: username } : { username };
    return presentProfile(await this.getProfile.execute(person, actor?.userId), this.storage);
  }

  /**
   * @openapi
   * /users/{id}/followers:
   *   get:
   *     operationId: listFollowers
   *     tags: [Users]
   *     summary: Who follows a person
   *     description: The newest follower comes first. `isFollowing` tells whether you follow each of them.
   */
  @httpGet('/:id/followers')
  @endpoint({
    access: 'optional',
    apiKeyScope: 'people:read',
    params: personIdParams,
    page: { defaultLimit: 20 },
    answer: { status: 200, shape: 'page', schema: 'UserCard' },
    errors: ['USER_NOT_FOUND'],
    cache: cachedFollows,
  })
  async followers({ params: { id }, actor, page }: ViewerCall<{ id: string }>): Promise<Page<UserCardView>> {
    return this.#cards(await this.listFollowers.execute(id, actor?.userId, page));
  }

  /**
   * @openapi
   * /users/{id}/following:
   *   get:
   *     operationId: listFollowing
   *     tags: [Users]
   *     summary: Whom a person follows
   *     description: The last one followed comes first. `isFollowing` tells whether you follow each of them.
   */
  @httpGet('/:id/following')
  @endpoint({
    access: 'optional',
    apiKeyScope: 'people:read',
    params: personIdParams,
    page: { defaultLimit: 20 },
    answer: { status: 200, shape: 'page', schema: 'UserCard' },
    errors: ['USER_NOT_FOUND'],
    cache: cachedFollows,
  })
  async following({ params: { id }, actor, page }: ViewerCall<{ id: string }>): Promise<Page<UserCardView>> {
    return this.#cards(await this.listFollowing.execute(id, actor?.userId, page));
  }

  #cards(page: Page<PersonCard>): Page<UserCardView> {
    return { ...page, items: page.items.map((card) => presentCard(card, this.storage)) };
  }
}

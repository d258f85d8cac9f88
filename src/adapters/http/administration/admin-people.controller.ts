import { inject } from 'inversify';
import { controller, httpDelete, httpGet, httpPatch, httpPost } from 'inversify-express-utils';
import {
  BanPerson,
  ChangeRole,
  DeletePerson,
  ListPeople,
  type PeopleQuery,
  ReadDashboard,
  UnbanPerson,
} from '../../../core/administration/index.js';
import type { Page } from '../../../core/kernel/index.js';
import { ObjectStorage } from '../../../core/media/index.js';
import type { MemberCall } from '../call.js';
import { endpoint } from '../endpoint.js';
import { type AdminUserJson, type DashboardJson, presentAdminUser, presentDashboard } from './administration.presenter.js';
import {
  banBody,
  type BanBody,
  type IdParams,
  peopleQuery,
  personParams,
  roleBody,
  type RoleBody,
} from './administration.schemas.js';

const user = { status: 200, shape: 'one', schema: 'AdminUser' } as const;
const errors = ['USER_NOT_FOUND', 'CANNOT_MODERATE_SELF'] as const;

@controller('/admin')
export class AdminPeopleController {
  constructor(
    @inject(ReadDashboard) private readonly readDashboard: ReadDashboard,
    @inject(ListPeople) private readonly people: ListPeople,
    @inject(ChangeRole) private readonly changeRole: ChangeRole,
    @inject(BanPerson) private readonly banPerson: BanPerson,
    @inject(UnbanPerson) private readonly unbanPerson: UnbanPerson,
    @inject(DeletePerson) private readonly deletePerson: DeletePerson,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /admin/dashboard:
   *   get:
   *     operationId: readDashboard
   *     tags: [Administration]
   *     summary: The community in figures
   */
  @httpGet('/dashboard')
  @endpoint({ access: 'staff', answer: { status: 200, shape: 'one', schema: 'DashboardStats' } })
  async dashboard(): Promise<DashboardJson> {
    return presentDashboard(await this.readDashboard.execute());
  }

  /**
   * @openapi
   * /admin/users:
   *   get:
   *     operationId: listUsers
   *     tags: [Administration]
   *     summary: Everybody with an account
   *     description: Unverified and banned people too; accounts that were deleted are not there. Goes by page numbers; there are no cursors.
   */
  @httpGet('/users')
  @endpoint({
    access: 'staff',
    query: peopleQuery,
    page: { defaultLimit: 20 },
    answer: { status: 200, shape: 'page', schema: 'AdminUser' },
  })
  async list({ query, page }: MemberCall<unknown, PeopleQuery>): Promise<Page<AdminUserJson>> {
    const found = await this.people.execute(query, page);
    return { ...found, items: found.items.map((person) => presentAdminUser(person, this.storage)) };
  }

  /**
   * @openapi
   * /admin/users/{id}:
   *   get:
   *     operationId: getUser
   *     tags: [Administration]
   *     summary: One person with an account
   */
  @httpGet('/users/:id')
  @endpoint({ access: 'staff', params: personParams, answer: user, errors: ['USER_NOT_FOUND'] })
  get({ params: { id } }: MemberCall<IdParams>): Promise<AdminUserJson> {
    return this.#present(id);
  }

  /**
   * @openapi
   * /admin/users/{id}/role:
   *   patch:
   *     operationId: changeUserRole
   *     tags: [Administration]
   *     summary: Make somebody a moderator, an administrator, or neither
   *     description: Holds from the person's next request on. Nobody changes his own role, so that an administrator always remains.
   */
  @httpPatch('/users/:id/role')
  @endpoint({ access: 'admin', params: personParams, body: roleBody, answer: user, errors })
  async role({ actor, params: { id }, body }: MemberCall<IdParams, unknown, RoleBody>): Promise<AdminUserJson> {
    await this.changeRole.execute(actor, id, body.role);
    return this.#present(id);
  }

  /**
   * @openapi
   * /admin/users/{id}/ban:
   *   post:
   *     operationId: banUser
   *     tags: [Administration]
   *     summary: Ban somebody, for days or for good
   *     description: >-
   *       Ends the person's sessions and hides what the person wrote, at once; a ban of some days ends by itself. Of staff only administrators may ban
   *       anybody. Repeated, the last ban holds.
   */
  @httpPost('/users/:id/ban')
  @endpoint({ access: 'staff', params: personParams, body: banBody, answer: user, errors })
  async ban({ actor, params: { id }, body }: MemberCall<IdParams, unknown, BanBody>): Promise<AdminUserJson> {
    await this.banPerson.execute(actor, id, body.reason, body.duration);
    return this.#present(id);
  }

  /**
   * @openapi
   * /admin/users/{id}/unban:
   *   post:
   *     operationId: unbanUser
   *     tags: [Administration]
   *     summary: End a ban
   *     description: The person signs in anew. Repeating it changes nothing.
   */
  @httpPost('/users/:id/unban')
  @endpoint({ access: 'staff', params: personParams, answer: user, errors })
  async unban({ actor, params: { id } }: MemberCall<IdParams>): Promise<AdminUserJson> {
    await this.unbanPerson.execute(actor, id);
    return this.#present(id);
  }

  /**
   * @openapi
   * /admin/users/{id}:
   *   delete:
   *     operationId: deleteUser
   *     tags: [Administration]
   *     summary: Delete an account
   *     description: >-
   *       The account, its sessions and what it told about the person are gone at once; posts, comments, likes and follows shortly after. Comments with
   *       answers below stay as empty places, under no name. E-mail address and username are free again. There is no way back.
   */
  @httpDelete('/users/:id')
  @endpoint({ access: 'admin', params: personParams, answer: { status: 200, shape: 'nothing' }, errors })
  async remove({ actor, params: { id } }: MemberCall<IdParams>): Promise<void> {
    await this.deletePerson.execute(actor, id);
  }

  async #present(id: string): Promise<AdminUserJson> {
    return presentAdminUser(await this.people.one(id), this.storage);
  }
}

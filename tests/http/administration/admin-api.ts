import type supertest from 'supertest';
import type { TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';

type Method = 'get' | 'post' | 'patch' | 'delete';

export interface AdminUserBody {
  readonly id: string;
  readonly email: string;
  readonly username: string;
  readonly role: string;
  readonly isVerified: boolean;
  readonly isBanned: boolean;
  readonly bannedAt: string | null;
  readonly bannedUntil: string | null;
  readonly banReason: string | null;
  readonly lastLoginAt: string | null;
}

/** Calls below /admin, as somebody or as a guest. */
export class AdminApi {
  constructor(private readonly app: TestApp) {}

  send(method: Method, path: string, who?: Person): supertest.Test {
    const request = this.app.http[method](`/api/v1/admin${path}`);
    return who ? request.set('authorization', who.authorization) : request;
  }

  get(path: string, who?: Person): supertest.Test {
    return this.send('get', path, who);
  }

  async user(who: Person, { id }: Pick<Person, 'id'>): Promise<AdminUserBody> {
    return (await this.get(`/users/${id}`, who).expect(200)).body.data as AdminUserBody;
  }

  /** Ids of a list, in its order. */
  async ids(path: string, who: Person): Promise<string[]> {
    return ((await this.get(path, who).expect(200)).body.data as { id: string }[]).map(({ id }) => id);
  }

  ban(who: Person, { id }: Pick<Person, 'id'>, duration?: number, reason = 'spam on the market'): supertest.Test {
    return this.send('post', `/users/${id}/ban`, who).send({ reason, ...(duration === undefined ? {} : { duration }) });
  }

  unban(who: Person, { id }: Pick<Person, 'id'>): supertest.Test {
    return this.send('post', `/users/${id}/unban`, who);
  }

  role(who: Person, { id }: Pick<Person, 'id'>, role: string): supertest.Test {
    return this.send('patch', `/users/${id}/role`, who).send({ role });
  }

  remove(who: Person, { id }: Pick<Person, 'id'>): supertest.Test {
    return this.send('delete', `/users/${id}`, who);
  }
}

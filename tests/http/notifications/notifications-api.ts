import type supertest from 'supertest';
import type { TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';

export interface NotificationBody {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly body: string;
  readonly isRead: boolean;
  readonly data: Record<string, string> | null;
  readonly actor: { readonly id: string; readonly isFollowing: boolean };
  readonly createdAt: string;
}

/** Calls to /notifications. */
export class NotificationsApi {
  constructor(private readonly app: TestApp) {}

  send(method: 'get' | 'post' | 'put' | 'delete', path: string, who?: Person): supertest.Test {
    const request = this.app.http[method](`/api/v1/notifications${path}`);
    return who ? request.set('authorization', who.authorization) : request;
  }

  /** The first hundred, newest first. */
  async list(who: Person, language?: string): Promise<NotificationBody[]> {
    const request = this.send('get', '?limit=100', who);
    const { body } = await (language ? request.set('accept-language', language) : request).expect(200);
    return body.data as NotificationBody[];
  }

  async only(who: Person, language?: string): Promise<NotificationBody> {
    const [first, ...more] = await this.list(who, language);
    if (!first || more.length > 0) throw new Error(`one notification was expected, not ${first ? more.length + 1 : 'none'}`);
    return first;
  }

  async types(who: Person): Promise<string[]> {
    return (await this.list(who)).map(({ type }) => type);
  }

  async unread(who: Person): Promise<number> {
    const { body } = await this.send('get', '/unread', who).expect(200);
    return (body.data as { unreadCount: number }).unreadCount;
  }

  read(who: Person, id: string): supertest.Test {
    return this.send('post', `/${id}/read`, who);
  }

  readAll(who: Person): supertest.Test {
    return this.send('post', '/read-all', who);
  }

  remove(who: Person, id: string): supertest.Test {
    return this.send('delete', `/${id}`, who);
  }

  choose(who: Person, preferences: Record<string, unknown>): supertest.Test {
    return this.send('put', '/preferences', who).send(preferences);
  }
}

import { createHash } from 'node:crypto';
import type supertest from 'supertest';
import type { TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';

/** What must be equal of an answer and its replay. */
export const shown = ({ status, text, headers }: supertest.Response): object => ({
  status,
  text,
  type: headers['content-type'] as string,
});

export const replayed = ({ headers }: supertest.Response): boolean => headers['idempotency-replayed'] === 'true';

/** Calls with a key, and what they left in the database. */
export class Keyed {
  constructor(private readonly app: TestApp) {}

  send(who: Person, key: string, path: string, body: object = {}): supertest.Test {
    return this.app.http.post(`/api/v1${path}`).set('authorization', who.authorization).set('idempotency-key', key).send(body);
  }

  post(who: Person, key: string, content = 'a ride'): supertest.Test {
    return this.send(who, key, '/posts', { content });
  }

  form(who: Person, key: string, content: string, files: readonly Buffer[]): supertest.Test {
    const request = this.app.http
      .post('/api/v1/posts')
      .set('authorization', who.authorization)
      .set('idempotency-key', key)
      .field('content', content);
    files.forEach((file, i) => void request.attach('images', file, `photo-${i}.jpg`));
    return request;
  }

  /** How many posts somebody has. */
  posts(author: Person): Promise<number> {
    return this.#count('posts', { author_id: author.id });
  }

  keys(who: Person): Promise<number> {
    return this.#count('idempotency_keys', { person_id: who.id });
  }

  events(): Promise<number> {
    return this.#count('outbox_events', {});
  }

  async #count(table: string, where: object): Promise<number> {
    return Number((await this.app.knex(table).where(where).count<{ count: string }[]>('* as count'))[0]?.count);
  }
}

/** One picture of its own for each name. */
export const shadeOf = (name: string): [number, number, number] => {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(name).digest();
  return [red, green, blue];
};

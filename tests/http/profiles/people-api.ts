import type { Knex } from 'knex';
import type supertest from 'supertest';
import { endEverything } from '../../support/behind-the-cache.js';
import type { TestApp } from '../../support/build-test-app.js';
import type { Person } from '../../support/people.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Calls to /users, as somebody or as a guest. */
export class PeopleApi {
  constructor(private readonly app: TestApp) {}

  send(method: Method, path: string, who?: Person): supertest.Test {
    const request = this.app.http[method](`/api/v1/users${path}`);
    return who ? request.set('authorization', who.authorization) : request;
  }

  get(path: string, who?: Person): supertest.Test {
    return this.send('get', path, who);
  }

  follow(who: Person, whom: Person): supertest.Test {
    return this.send('post', `/${whom.id}/follow`, who);
  }

  unfollow(who: Person, whom: Person): supertest.Test {
    return this.send('delete', `/${whom.id}/follow`, who);
  }

  block(who: Person, whom: Person): supertest.Test {
    return this.send('post', `/${whom.id}/block`, who);
  }

  unblock(who: Person, whom: Person): supertest.Test {
    return this.send('delete', `/${whom.id}/block`, who);
  }
}

export async function ban(app: TestApp, { id }: Person, until: Date | null = null): Promise<void> {
  await app.knex('users').where({ id }).update({ banned_at: new Date(), banned_until: until, ban_reason: 'spam on the market' });
  await endEverything(app);
}

/** [followers, following] as the profile counts them. */
export async function counters(knex: Knex, { id }: Pick<Person, 'id'>): Promise<[number, number]> {
  const row = await knex('users')
    .where({ id })
    .first<{ followers_count: number; following_count: number }>('followers_count', 'following_count');
  return [row.followers_count, row.following_count];
}

/** Everybody whose counters are not what stands in the table. */
export async function wrongCounters(knex: Knex): Promise<unknown[]> {
  const result = (await knex.raw(`
    select u.username, u.followers_count, u.following_count from users u
    where u.followers_count <> (select count(*) from follows f where f.followee_id = u.id)
       or u.following_count <> (select count(*) from follows f where f.follower_id = u.id)`)) as { rows: unknown[] };
  return result.rows;
}

/** Payloads of the recorded events of this name, oldest first. */
export async function recorded(knex: Knex, name: string): Promise<Record<string, unknown>[]> {
  const rows = await knex('outbox_events')
    .where({ name })
    .orderBy('seq')
    .select<{ payload: Record<string, unknown> }[]>('payload');
  return rows.map(({ payload }) => payload);
}

export const idsOf = (body: { data: { id: string }[] }): string[] => body.data.map(({ id }) => id);

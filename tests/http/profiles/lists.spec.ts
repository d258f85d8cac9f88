import { expect } from 'chai';
import type supertest from 'supertest';
import { profileSchemas } from '../../../src/adapters/http/profiles/profiles.openapi.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban, idsOf, PeopleApi } from './people-api.js';

const lists = ['followers', 'following'] as const;
const unknownId = '01939f3c-ffff-7000-8000-000000000000';

describe('lists of people', () => {
  let app: TestApp;
  let people: PeopleApi;
  let owner: Person;
  let viewer: Person;
  let crowd: Person[];
  before(async () => {
    app = await buildTestApp();
    people = new PeopleApi(app);
    [owner, viewer] = [await createPerson(app), await createPerson(app)];
    crowd = await Promise.all(Array.from({ length: 7 }, () => createPerson(app)));
    for (const who of crowd) {
      await people.follow(who, owner).expect(200);
      await people.follow(owner, who).expect(200);
    }
    await people.follow(viewer, crowd[0] as Person).expect(200);
  });
  after(() => app.close());

  const newestFirst = (): string[] => crowd.map(({ id }) => id).reverse();

  for (const list of lists) {
    describe(`GET /users/:id/${list}`, () => {
      it('gives a guest cards, the newest follow first, with meta', async () => {
        const { body } = await people.get(`/${owner.id}/${list}`).expect(200);
        expect(idsOf(body)).to.deep.equal(newestFirst());
        expect(body.data[0]).to.have.all.keys(Object.keys(profileSchemas.UserCard.properties));
        expect(body.data[0]).to.include({ avatarUrl: null, bio: null, isFollowing: false });
        expect(body.meta).to.deep.equal({ page: 1, limit: 20, total: 7, totalPages: 1, nextCursor: null });
      });

      it('tells a viewer whom he follows', async () => {
        const { body } = await people.get(`/${owner.id}/${list}`, viewer).expect(200);
        const followed = (body.data as { id: string; isFollowing: boolean }[]).filter(({ isFollowing }) => isFollowing);
        expect(followed.map(({ id }) => id)).to.deep.equal([crowd[0]?.id]);
      });

      it('comes in pages: links by number, and nothing past the end', async () => {
        const { body, headers } = await people.get(`/${owner.id}/${list}?page=2&limit=3`).expect(200);
        expect(idsOf(body)).to.deep.equal(newestFirst().slice(3, 6));
        expect(body.meta).to.include({ page: 2, limit: 3, total: 7, totalPages: 3 });
        const at = `http://api.test/api/v1/users/${owner.id}/${list}`;
        expect(headers['link']).to.equal(
          [
            `<${at}?page=3&limit=3>; rel="next", <${at}?page=1&limit=3>; rel="prev"`,
            `<${at}?page=1&limit=3>; rel="first", <${at}?page=3&limit=3>; rel="last"`,
          ].join(', '),
        );
        const past = await people.get(`/${owner.id}/${list}?page=9&limit=3`).expect(200);
        expect(past.body).to.deep.include({ data: [] });
        expect(past.body.meta).to.include({ total: 7, totalPages: 3, nextCursor: null });
      });

      it('can be followed by its links alone', async () => {
        const seen: string[] = [];
        let next: string | undefined = `/api/v1/users/${owner.id}/${list}?limit=3`;
        while (next) {
          const answer: supertest.Response = await app.http.get(next).expect(200);
          seen.push(...idsOf(answer.body as { data: { id: string }[] }));
          next = /<http:\/\/api\.test([^>]+)>; rel="next"/.exec(answer.headers['link'] ?? '')?.[1];
        }
        expect(seen).to.deep.equal(newestFirst());
      });

      it('takes limits from 1 to 100, pages from 1, and only cursors of its own', async () => {
        await people.get(`/${owner.id}/${list}?limit=100`).expect(200);
        for (const query of ['limit=101', 'limit=0', 'limit=x', 'page=0', 'page=-1', 'page=1.5', 'sort=x', 'limit=1&limit=2']) {
          const { body } = await people.get(`/${owner.id}/${list}?${query}`).expect(400);
          expect(body.error.code, query).to.equal('VALIDATION_FAILED');
        }
        const { body } = await people.get(`/${owner.id}/${list}?limit=2`).expect(200);
        const cursor = String(body.meta.nextCursor);
        const foreign = [
          `/${owner.id}/${lists.find((name) => name !== list)}?cursor=${cursor}`,
          `/${viewer.id}/${list}?cursor=${cursor}`,
          `/${owner.id}/${list}?cursor=${cursor.slice(0, -2)}`,
          `/${owner.id}/${list}?cursor=nonsense`,
        ];
        for (const path of foreign) {
          const answer = await people.get(path).expect(400);
          expect(answer.body.error.code, path).to.equal('MALFORMED_CURSOR');
        }
        const answer = await people.get(`/${owner.id}/${list}?limit=2&cursor=${cursor}`).expect(200);
        expect(idsOf(answer.body)).to.deep.equal(newestFirst().slice(2, 4));
      });

      it('hides and does not count the banned, the unverified, and whoever stands in a block with the viewer', async () => {
        const hub = await createPerson(app);
        const [banned, unverified, blocked, blocker, seen] = await Promise.all(crowd.slice(0, 5).map(() => createPerson(app)));
        if (!banned || !unverified || !blocked || !blocker || !seen) throw new Error('five people were made');
        for (const who of [banned, unverified, blocked, blocker, seen]) {
          await people.follow(who, hub).expect(200);
          await people.follow(hub, who).expect(200);
        }
        await ban(app, banned);
        await app.knex('users').where({ id: unverified.id }).update({ email_verified_at: null });
        const me = await createPerson(app);
        await people.block(me, blocked).expect(200);
        await people.block(blocker, me).expect(200);
        const mine = await people.get(`/${hub.id}/${list}`, me).expect(200);
        expect(idsOf(mine.body)).to.deep.equal([seen.id]);
        expect(mine.body.meta.total).to.equal(1);
        const guest = await people.get(`/${hub.id}/${list}`).expect(200);
        expect(idsOf(guest.body)).to.have.members([blocked.id, blocker.id, seen.id]);
      });

      it('is 404 for the unknown, the unverified, the banned, and for somebody whom the person blocked; the blocker still reads it', async () => {
        const [unverified, banned, hub, me] = await Promise.all(crowd.slice(0, 4).map(() => createPerson(app)));
        if (!unverified || !banned || !hub || !me) throw new Error('four people were made');
        await app.knex('users').where({ id: unverified.id }).update({ email_verified_at: null });
        await ban(app, banned);
        await people.block(hub, me).expect(200);
        for (const id of [unknownId, unverified.id, banned.id, hub.id]) {
          const { body } = await people.get(`/${id}/${list}`, me).expect(404);
          expect(body.error.code).to.equal('USER_NOT_FOUND');
        }
        await people.get(`/${hub.id}/${list}`).expect(200);
        await people.get(`/${me.id}/${list}`, hub).expect(200);
        await people.get(`/not-an-id/${list}`, me).expect(400);
      });

      it('refuses a bad token', async () => {
        await people.get(`/${owner.id}/${list}`).set('authorization', 'Bearer nonsense').expect(401);
      });
    });
  }

  describe('GET /users/blocked', () => {
    it('gives whom the caller blocked, the last one first, also those who blocked back or were banned', async () => {
      const [me, first, second, third] = await Promise.all(crowd.slice(0, 4).map(() => createPerson(app)));
      if (!me || !first || !second || !third) throw new Error('four people were made');
      for (const who of [first, second, third]) await people.block(me, who).expect(200);
      await people.block(first, me).expect(200);
      await ban(app, second);
      const { body } = await people.get('/blocked', me).expect(200);
      expect(idsOf(body)).to.deep.equal([third.id, second.id, first.id]);
      expect(body.data[0]).to.have.all.keys(Object.keys(profileSchemas.UserCard.properties));
      expect(body.meta).to.include({ total: 3, totalPages: 1 });
      const part = await people.get('/blocked?limit=2', me).expect(200);
      const rest = await people.get(`/blocked?limit=2&cursor=${part.body.meta.nextCursor}`, me).expect(200);
      expect([...idsOf(part.body), ...idsOf(rest.body)]).to.deep.equal([third.id, second.id, first.id]);
      const theirs = await people.get('/blocked', third).expect(200);
      expect(theirs.body.data).to.deep.equal([]);
    });

    it('needs a token', async () => {
      await people.get('/blocked').expect(401);
    });
  });

  it('take three statements whatever the size of the page, signing in included', async () => {
    let statements: string[] = [];
    const note = ({ sql }: { sql: string }): void => void statements.push(sql);
    app.knex.on('query', note);
    const paths = [`/${owner.id}/followers`, `/${owner.id}/following`, '/blocked', '/search?q=rider', '/search?q=ridder_nearly'];
    for (const path of paths) {
      for (const limit of [1, 5, 100]) {
        statements = [];
        await people.get(`${path}${path.includes('?') ? '&' : '?'}limit=${limit}`, crowd[1]).expect(200);
        expect(statements.length, `${path} ${limit}: ${statements.join('\n')}`).to.be.within(1, 3);
      }
    }
    app.knex.removeListener('query', note);
  });
});

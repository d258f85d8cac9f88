import { expect } from 'chai';
import type { Route } from '../../../src/adapters/http/routes.js';
import { RefreshTrending } from '../../../src/core/feed/index.js';
import { LoadingCache } from '../../../src/core/caching/index.js';
import { familyNameOf } from '../../../src/adapters/http/shared-answers.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { structuredList } from '../../support/structured-field.js';

/** What the answers of a route are kept for, by its path; a route that is not here must not be kept. */
const kept = [
  '/listings/categories',
  '/stats',
  '/posts/trending',
  '/posts/hashtags/trending',
  '/posts/hashtag/:tag',
  '/posts/user/:userId',
  '/posts/liked/:userId',
  '/posts/:id',
  '/posts/:id/comments',
  '/posts/comments/:id',
  '/posts/comments/:id/replies',
  '/users/:username',
  '/users/:id/followers',
  '/users/:id/following',
];

/** Of every post, comment and person in an answer: what concerns the viewer. */
const personal = /"(isLiked|isSaved|isReposted|isFollowing|isBlocked)":true/;

describe('routes with shared answers', () => {
  let app: TestApp;
  let nino: Person;
  let gio: Person;
  let paths: Map<string, string>;

  const as = (person: Person | undefined, path: string) => {
    const call = app.http.get(`/api/v1${path}`);
    return person ? call.set('authorization', person.authorization) : call;
  };
  const statusOf = (headers: Record<string, string>) => structuredList(headers['cache-status'] ?? '')[0]?.parameters;
  const shared = (): Route[] => app.application.http.routes.filter(({ spec }) => spec.cache);

  before(async function () {
    this.timeout(60_000);
    app = await buildTestApp();
    [nino, gio] = [await createPerson(app), await createPerson(app)];
    const post = (path: string, body: object, person = nino) =>
      app.http.post(`/api/v1${path}`).set('authorization', person.authorization).send(body);
    const written = await post('/posts', { content: 'კახეთი #მოტო' }).expect(201);
    const comment = await post(`/posts/${written.body.data.id}/comments`, { content: 'ლამაზია' }).expect(201);
    await post(`/posts/${written.body.data.id}/comments`, { content: 'კი', parentId: comment.body.data.id }).expect(201);
    // Gio does to each of them what shows on an answer made for him.
    for (const path of [
      `/posts/${written.body.data.id}/like`,
      `/posts/${written.body.data.id}/save`,
      `/posts/comments/${comment.body.data.id}/like`,
      `/users/${nino.id}/follow`,
    ]) {
      await app.http.put(`/api/v1${path}`).set('authorization', gio.authorization).expect(200);
    }
    await app.http.put(`/api/v1/users/${gio.id}/follow`).set('authorization', nino.authorization).expect(200);
    await app.container.get(RefreshTrending).run();
    await app.container.get(LoadingCache).invalidate(['all']);
    paths = new Map(
      kept.map((path) => {
        const id = path.startsWith('/users')
          ? nino.id
          : path.includes('comments/:id')
            ? comment.body.data.id
            : written.body.data.id;
        const person = path.includes('liked') ? gio : nino;
        return [
          path,
          path
            .replace(':id', id)
            .replace(':userId', person.id)
            .replace(':username', nino.username)
            .replace(':tag', encodeURIComponent('მოტო')),
        ];
      }),
    );
  });
  after(() => app.close());

  it('are these, all of them reads', () => {
    expect(shared().map(({ path }) => path)).to.have.members(kept);
    expect(shared().map(({ method }) => method)).to.satisfy((methods: string[]) => methods.every((method) => method === 'get'));
    expect(new Set(kept.map(familyNameOf)).size).to.equal(kept.length);
  });

  it('have soft tags and hard ones, each a text', () => {
    for (const { spec, name } of shared()) {
      const input = { params: { id: 'a', userId: 'a', username: nino.id, tag: 'a' } as never, query: {} as never };
      const tags = [...(spec.cache?.tags(input) ?? []), ...(spec.cache?.softTags?.(input) ?? [])];
      expect(tags, name).to.not.be.empty;
      for (const tag of tags) expect(tag, name).to.match(/^\w+(:[\w-]+)?$/);
    }
  });

  for (const path of kept) {
    it(`${path} gives a guest what is nobody's, and each of two people his own, in any order`, async () => {
      const address = paths.get(path) ?? '';
      const optional = shared().find((route) => route.path === path)?.spec.access === 'optional';
      const guest = await as(undefined, address).expect(200);
      expect(statusOf(guest.headers)).to.include({ fwd: 'miss', stored: true });
      const [asNino, asGio] = [await as(nino, address).expect(200), await as(gio, address).expect(200)];
      const again = await as(undefined, address).expect(200);
      const ahead = await as(undefined, address).expect(200);
      for (const { text, headers } of [again, ahead]) {
        expect(text).to.equal(guest.text);
        expect(text).to.not.match(personal);
        expect(statusOf(headers)).to.include({ hit: true });
        expect(headers['cache-control']).to.match(/^public, /);
      }
      for (const { headers, text } of [asNino, asGio]) {
        if (optional) {
          expect(statusOf(headers)).to.deep.equal({ fwd: 'bypass' });
          expect(headers['cache-control']).to.equal('private, no-store');
        } else {
          expect(text).to.equal(guest.text);
        }
        expect((headers['vary'] ?? '').split(', ').sort()).to.deep.equal((guest.headers['vary'] ?? '').split(', ').sort());
      }
      // The first to come is signed in: what was made for him stays his.
      await app.container.get(LoadingCache).invalidate(['all']);
      const first = await as(gio, address).expect(200);
      expect(first.text).to.equal(asGio.text);
      const after = await as(undefined, address).expect(200);
      expect(after.text).to.equal(guest.text);
      expect((await as(nino, address).expect(200)).text).to.equal(asNino.text);
    });
  }

  it('show, where people are told apart, that the two see something else than a guest', async () => {
    for (const path of [
      '/posts/:id',
      '/posts/trending',
      '/posts/user/:userId',
      '/posts/:id/comments',
      '/users/:username',
      '/users/:id/followers',
    ]) {
      const address = paths.get(path) ?? '';
      const viewer = path.endsWith('followers') ? nino : gio;
      expect((await as(viewer, address).expect(200)).text, path).to.match(personal);
    }
  });

  it('say in the document what stands in their heads', () => {
    const { paths: documented, components } = app.application.http.openApi;
    for (const path of kept) {
      const operation = documented[`/api/v1${path.replace(/:(\w+)/g, '{$1}')}`]?.['get'];
      for (const status of ['200', '304']) {
        const response = operation?.responses[status] as { headers: object };
        expect(response.headers, `${path} ${status}`).to.include.all.keys('Cache-Status', 'Age', 'Cache-Control', 'Vary', 'ETag');
      }
    }
    expect(components.headers).to.include.all.keys('Cache-Status', 'Age', 'Cache-Control', 'Vary');
  });
});

import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { insertPost } from '../../support/posts.js';
import { replayed, shown } from './keyed.js';

interface Sample {
  readonly method?: 'post' | 'put';
  readonly path: string;
  readonly body?: object;
}

/** Every operation that takes a key, and what brings about its effect. One that is missing here fails below. */
const samples: Record<string, (world: World) => Promise<Sample>> = {
  createPost: async () => ({ path: '/posts', body: { content: 'a ride' } }),
  addComment: async (world) => ({ path: `/posts/${await world.post()}/comments`, body: { content: 'hm' } }),
  repost: async (world) => ({ path: `/posts/${await world.post()}/repost` }),
  putRepost: async (world) => ({ method: 'put', path: `/posts/${await world.post()}/repost` }),
  toggleLike: async (world) => ({ path: `/posts/${await world.post()}/like` }),
  toggleSave: async (world) => ({ path: `/posts/${await world.post()}/save` }),
  reportPost: async (world) => ({ path: `/posts/${await world.post()}/report`, body: { category: 'SPAM' } }),
  reportComment: async (world) => ({ path: `/posts/comments/${await world.comment()}/report`, body: { category: 'SPAM' } }),
  reportPerson: async (world) => ({ path: `/users/${world.person()}/report`, body: { category: 'SPAM' } }),
  toggleCommentLike: async (world) => ({ path: `/posts/comments/${await world.comment()}/like` }),
};

interface World {
  post(): Promise<string>;
  comment(): Promise<string>;
  person(): string;
}

describe('an operation that takes an Idempotency-Key', () => {
  let app: TestApp;
  let gia: Person;
  let nino: Person;
  before(async () => {
    app = await buildTestApp();
    [gia, nino] = [await createPerson(app), await createPerson(app)];
  });
  after(() => app.close());

  const world: World = {
    post: () => insertPost(app, nino),
    person: () => nino.id,
    comment: async () => {
      const comments = `/api/v1/posts/${await world.post()}/comments`;
      const { body } = await app.http.post(comments).set('authorization', nino.authorization).send({ content: 'hm' }).expect(201);
      return body.data.id as string;
    },
  };

  const operations = (): { id: string; method: string; takesKey: boolean; status: string; guests: boolean }[] =>
    Object.values(app.application.http.openApi.paths)
      .flatMap((item) => Object.entries(item))
      .map(([method, { operationId, parameters = [], responses, security }]) => ({
        id: operationId,
        method,
        takesKey: parameters.some(({ name, in: place }) => name === 'Idempotency-Key' && place === 'header'),
        status: '201' in responses ? '201' : '200',
        guests: security.length === 0,
      }));

  it('is in the table of this test, and in the document with its answers', () => {
    expect(
      operations()
        .filter(({ takesKey }) => takesKey)
        .map(({ id }) => id),
    ).to.have.members(Object.keys(samples));
    const { components, paths } = app.application.http.openApi;
    const responses = paths['/api/v1/posts']?.['post']?.responses ?? {};
    expect(responses['201']).to.have.nested.property('headers.Idempotency-Replayed');
    for (const [status, code, headers] of [
      ['409', 'IDEMPOTENCY_KEY_IN_USE', ['Retry-After', 'X-Request-Id']],
      ['422', 'IDEMPOTENCY_KEY_REUSED', ['X-Request-Id']],
    ] as const) {
      const name = (responses[status] as { $ref: string }).$ref.replace(/.*\//, '');
      expect(components.responses[name]?.description).to.include(code);
      expect(components.responses[name]?.headers).to.have.all.keys(...headers);
    }
  });

  it('is every one by which a signed-in person creates something, but what is shown once and nowhere kept', () => {
    const creating = operations().filter(({ status, guests }) => status === '201' && !guests);
    expect(creating).to.not.be.empty;
    expect(creating.filter(({ takesKey }) => !takesKey).map(({ id }) => id)).to.deep.equal(['createApiKey']);
  });

  for (const [id, sample] of Object.entries(samples)) {
    it(`${id}: the key, the effect and its event are one transaction, and happen once`, async () => {
      const { method = 'post', path, body = {} } = await sample(world);
      await app.settle();
      const call = async () =>
        app.http[method](`/api/v1${path}`).set('authorization', gia.authorization).set('idempotency-key', id).send(body);
      const first = await call();
      expect(first.status, first.text).to.be.oneOf([200, 201]);
      const transactions = async (): Promise<unknown[]> => [
        await app.knex('outbox_events').select(app.knex.raw('xmin::text as transaction')),
        await app.knex('idempotency_keys').where({ key: id }).select(app.knex.raw('xmin::text as transaction')),
      ];
      const [events, keys] = await transactions();
      expect(events).to.have.length(1);
      expect(keys).to.deep.equal(events);
      const second = await call();
      expect([replayed(first), replayed(second)]).to.deep.equal([false, true]);
      expect(shown(second)).to.deep.equal(shown(first));
      expect(await transactions()).to.deep.equal([events, keys]);
    });
  }
});

import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type supertest from 'supertest';
import type { Operation as DocumentedOperation } from '../../../src/adapters/http/openapi/document.js';
import type { Route } from '../../../src/adapters/http/routes.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { type Call, type Operation, operations } from './authorization/operations.js';
import { type Caller, World } from './authorization/world.js';

/** What somebody would try besides the fields that answers show: columns of tables, and what turns one person into another. */
const wished: Readonly<Record<string, unknown>> = {
  role: 'ADMIN',
  isAdmin: true,
  admin: true,
  permissions: ['*'],
  sessionId: randomUUID(),
  ownerId: randomUUID(),
  userId: randomUUID(),
  user_id: randomUUID(),
  authorId: randomUUID(),
  author_id: randomUUID(),
  actor: { role: 'ADMIN' },
  passwordHash: 'x',
  password_hash: 'x',
  emailVerifiedAt: '2026-01-01',
  email_verified_at: '2026-01-01',
  isVerified: true,
  bannedUntil: null,
  banned_at: null,
  isBanned: false,
  deletedAt: null,
  createdAt: '2020-01-01T00:00:00.000Z',
  followersCount: 1_000_000,
  followers_count: 1_000_000,
  likeCount: 1_000_000,
  like_count: 1_000_000,
  id: randomUUID(),
  avatarId: randomUUID(),
  avatar_id: randomUUID(),
  search_text: 'x',
};

interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly example?: unknown;
  readonly type?: string;
}

describe('a field that is not asked for', function () {
  this.timeout(120_000);
  let app: TestApp;
  let world: World;
  let routes: Route[];
  before(async () => {
    app = await buildTestApp();
    world = await World.in(app);
    routes = app.application.http.routes.filter(({ method }) => method !== 'get');
  });
  after(() => app.close());

  const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
  function operationOf(route: Route): Operation {
    const operation = operations[nameOf(route)];
    if (!operation) throw new Error(`${nameOf(route)} has no expectation`);
    return operation;
  }
  const callOf = async (route: Route): Promise<Call> => operationOf(route).call(world);
  const callerOf = ({ spec: { access } }: Route): Caller =>
    access === 'admin' || access === 'staff' ? 'administrator' : access === 'public' ? 'anonymous' : 'owner';

  async function ask(route: Route, call: Call, query = ''): Promise<supertest.Response> {
    const authorization = await world.authorizationOf(callerOf(route), undefined);
    const request = app.http[route.method](`/api/v1${call.path}${query}`);
    if (authorization !== undefined) void request.set('authorization', authorization);
    if (!call.file) return call.body ? request.send(call.body) : request;
    for (const [name, value] of Object.entries(call.body ?? {})) void request.field(name, JSON.stringify(value));
    return request.attach(call.file.field, call.file.data, 'photo.jpg');
  }

  function resolved(schema: JsonSchema | undefined): JsonSchema {
    const name = schema?.$ref?.split('/').at(-1);
    return name === undefined ? (schema ?? {}) : (app.application.http.openApi.components.schemas[name] as JsonSchema);
  }

  /** Every name in what the operation answers, however deep, with a value of its kind. */
  function shownBy(schema: JsonSchema, found: Record<string, unknown> = {}): Record<string, unknown> {
    const { properties = {}, items, allOf = [] } = resolved(schema);
    for (const [name, property] of Object.entries(properties)) {
      if (name in found) continue;
      const { type, example } = resolved(property);
      found[name] = example ?? { string: 'x', integer: 7, number: 7, boolean: true, array: [] }[type ?? ''] ?? {};
      shownBy(property, found);
    }
    for (const part of items ? [...allOf, items] : allOf) shownBy(part, found);
    return found;
  }

  function documented(route: Route): DocumentedOperation {
    const path = `/api/v1${route.path.replace(/:(\w+)/g, '{$1}')}`;
    const operation = app.application.http.openApi.paths[path]?.[route.method];
    if (!operation) throw new Error(`${nameOf(route)} is not in the document`);
    return operation;
  }

  /** What is sent to a route besides what it asks for. */
  function extrasOf(route: Route): Record<string, unknown> {
    const { responses, requestBody } = documented(route) as unknown as {
      responses: Record<string, { content?: Record<string, { schema: JsonSchema }> }>;
      requestBody?: { content: Record<string, { schema: JsonSchema }> };
    };
    const answer = responses[String(route.spec.answer.status)]?.content?.['application/json']?.schema ?? {};
    const asked = Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
      Object.keys(resolved(schema).properties ?? {}),
    );
    const all = { ...shownBy(answer), ...wished };
    return Object.fromEntries(Object.entries(all).filter(([name]) => !asked.includes(name)));
  }

  const peopleNow = async (): Promise<object[]> => {
    const rows = await app.knex('users').orderBy('id').select();
    return rows.map((row: object) => ({ ...row, updated_at: null }));
  };
  /** Written in the document: the web client sends whole profiles back. */
  const ignoresUnknown = (route: Route): boolean => nameOf(route) === 'patch /users/me';

  it('is refused by its name in the body of every write, or ignored where the document says so, and nothing is written', async () => {
    let refused = 0;
    for (const route of routes.filter(({ spec }) => spec.body)) {
      const call = await callOf(route);
      if (ignoresUnknown(route)) await ask(route, call);
      const rows = await app.knex('posts').orderBy('id');
      const people = await peopleNow();
      for (const [field, value] of Object.entries(extrasOf(route))) {
        const { status, body } = await ask(route, { ...call, body: { ...call.body, [field]: value } });
        const wanted = ignoresUnknown(route) ? [200, []] : [400, [field]];
        expect([status, Object.keys(body.error?.details ?? {})], `${nameOf(route)}: ${field}`).to.deep.equal(wanted);
        refused += 1;
      }
      expect(await app.knex('posts').orderBy('id')).to.deep.equal(rows);
      expect(await peopleNow()).to.deep.equal(people);
    }
    expect(refused).to.be.greaterThan(300);
  });

  it('is refused in a form as well', async () => {
    for (const route of routes.filter(({ spec }) => spec.upload)) {
      const call = await callOf(route);
      const file = call.file ?? { field: 'images', data: world.picture };
      const { status, body } = await ask(route, { ...call, file, body: { role: 'ADMIN' } });
      expect([status, body.error.code], nameOf(route)).to.deep.equal([400, 'VALIDATION_FAILED']);
    }
  });

  it('has no effect where a write takes no body', async () => {
    const others = async ({ path }: Call): Promise<unknown[]> => {
      const rows = await app.knex('users').orderBy('id').select('id', 'email', 'username', 'role', 'password_hash', 'banned_at');
      return rows.filter(({ id }: { id: string }) => !path.includes(id));
    };
    for (const route of routes.filter(({ spec }) => !spec.body && !spec.upload)) {
      const call = await callOf(route);
      const before = await others(call);
      const { status } = await ask(route, { ...call, body: wished });
      expect(status, nameOf(route)).to.equal(operationOf(route).expected[callerOf(route)]);
      expect(await others(call), nameOf(route)).to.deep.equal(before);
    }
    for (const [table, column] of [
      ['post_likes', 'user_id'],
      ['follows', 'follower_id'],
    ] as const) {
      const by = await app.knex(table).where(column, wished['userId'] as string);
      expect(by, table).to.deep.equal([]);
    }
  });

  it('is refused in the query of every write', async () => {
    for (const route of routes) {
      const call = await callOf(route);
      const { status, body } = await ask(route, call, '?role=ADMIN');
      expect([status, Object.keys(body.error?.details ?? {})], nameOf(route)).to.deep.equal([400, ['role']]);
    }
  });
});

describe('an id of something else', () => {
  let app: TestApp;
  let world: World;
  before(async () => {
    app = await buildTestApp();
    world = await World.in(app);
  });
  after(() => app.close());

  const codeOf = async (call: supertest.Test): Promise<string> => {
    const { status, body } = (await call) as { status: number; body: { error?: { code: string } } };
    return `${status} ${body.error?.code ?? ''}`.trim();
  };

  it('in a body opens nothing: a picture of another post, a post or a comment that one does not see', async () => {
    const { posts, owner, stranger } = world;
    const pictured = await posts.writeWith(owner, 'with a picture', [world.picture]);
    const own = await posts.write(stranger, 'mine');
    const deleteImageIds = [pictured.images[0]?.id];
    expect(await codeOf(posts.send('patch', `/${own.id}`, stranger).send({ deleteImageIds }))).to.equal('400 IMAGE_NOT_IN_POST');
    expect((await posts.read(pictured.id)).images).to.have.length(1);

    const quoteOf = await world.post('PRIVATE');
    expect(await codeOf(posts.send('post', '', stranger).send({ content: 'look', quoteOf }))).to.equal('404 POST_NOT_FOUND');

    const parentId = await world.hiddenComment();
    const elsewhere = await world.comment();
    for (const id of [parentId, elsewhere]) {
      const reply = posts.send('post', `/${own.id}/comments`, stranger).send({ content: 'x', parentId: id });
      expect(await codeOf(reply)).to.equal('404 COMMENT_NOT_FOUND');
    }
    expect(await app.knex('comments').where({ author_id: stranger.id })).to.deep.equal([]);
  });
});

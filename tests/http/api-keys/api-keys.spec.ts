import { expect } from 'chai';
import type supertest from 'supertest';
import { ApiKeyRepository, apiKeyScopes, newApiKeyText } from '../../../src/core/api-keys/index.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { Logger } from '../../../src/core/observability/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { LogLines } from '../../support/log-lines.js';
import { createPerson, type Person } from '../../support/people.js';
import { toldLimits } from '../../support/rate-limit-fields.js';
import { recordedBy } from '../audit/recorded.js';
import { statementsOf } from '../../adapters/postgres/statement-plans.js';

interface Made {
  readonly id: string;
  readonly key: string;
  readonly prefix: string;
}

const day = 86_400_000;

describe('API keys', () => {
  const clock = new FakeClock(new Date());
  const lines = new LogLines();
  let app: TestApp;
  let admin: Person;
  before(async () => {
    app = await buildTestApp((container) => {
      container.rebind(Clock).toConstantValue(clock);
      container.rebind(Logger).toConstantValue(lines);
    });
  });
  after(() => app.close());
  beforeEach(async () => {
    admin = await createPerson(app, { role: 'ADMIN' });
  });

  type Method = 'get' | 'post' | 'delete';
  const as = (token: string, method: Method, path: string): supertest.Test =>
    app.http[method](`/api/v1${path}`).set('authorization', token.startsWith('Bearer ') ? token : `Bearer ${token}`);
  const asAdmin = (method: Method, path: string): supertest.Test => as(admin.authorization, method, path);
  const codeOf = async (call: supertest.Test): Promise<string> => {
    const { status, body } = await call;
    return `${status} ${(body as { error?: { code: string } }).error?.code ?? ''}`.trim();
  };

  async function make(scopes: readonly string[] = ['posts:read'], more: object = {}): Promise<Made> {
    const { body } = await asAdmin('post', '/admin/api-keys')
      .send({ name: 'Nightly import', scopes, ...more })
      .expect(201);
    return body.data as Made;
  }
  const feed = (key: string): supertest.Test => as(key, 'get', '/posts/feed');
  const listed = async (id: string): Promise<Record<string, unknown>> => {
    const { body } = await asAdmin('get', '/admin/api-keys').expect(200);
    return (body.data as Record<string, unknown>[]).find((key) => key['id'] === id) ?? {};
  };

  it('are shown once: afterwards there is how they begin, and in the table their SHA-256', async () => {
    const made = await make();
    expect(made.key).to.match(/^bka_[0-9A-Za-z]{36}$/);
    expect(made.prefix).to.equal(made.key.slice(0, 12));
    expect(await listed(made.id))
      .to.include({ prefix: made.prefix, ownerId: admin.id, lastUsedAt: null })
      .and.not.have.property('key');
    const row: unknown = await app.knex('api_keys').where({ id: made.id }).first();
    expect(JSON.stringify(row)).to.not.include(made.key.slice(12));
    expect(JSON.stringify(lines.all)).to.not.include(made.key.slice(12));
  });

  it('act as the administrator who made them, as far as their scopes go', async () => {
    const { key } = await make(['posts:write']);
    const { body } = await as(key, 'post', '/posts').send({ content: 'by a machine' }).expect(201);
    expect(body.data.author.id).to.equal(admin.id);
    const answer = await feed(key).expect(403);
    expect(answer.body.error.code).to.equal('API_KEY_SCOPE_MISSING');
    expect(answer.headers['www-authenticate']).to.equal('Bearer error="insufficient_scope", scope="posts:read"');
  });

  it('are refused by their checksum without a question to the database', async () => {
    const { key } = await make();
    const broken = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
    const asked = async (token: string): Promise<number> =>
      statementsOf(app.knex, async () => void (await feed(token).expect(401)));
    expect(await asked(broken)).to.equal(0);
    expect(await asked(newApiKeyText()), 'a well-formed one is looked up').to.equal(1);
  });

  it('of nobody, expired, revoked, or of somebody banned are all refused alike', async () => {
    const [expired, revoked, banned] = [await make(undefined, { expiresInDays: 1 }), await make(), await make()];
    for (const { key } of [expired, revoked, banned]) await feed(key).expect(200);
    await asAdmin('delete', `/admin/api-keys/${revoked.id}`).expect(200);
    expect(await codeOf(feed(revoked.key))).to.equal('401 UNAUTHENTICATED');
    clock.advance(day);
    expect(await codeOf(feed(expired.key))).to.equal('401 UNAUTHENTICATED');
    await feed(banned.key).expect(200);
    await app.knex('users').where({ id: admin.id }).update({ banned_at: clock.now(), banned_until: null });
    const answers = await Promise.all([banned.key, newApiKeyText(), 'bka_nonsense'].map((key) => feed(key).expect(401)));
    expect(new Set(answers.map(({ body }) => (body as { error: { message: string } }).error.message)).size).to.equal(1);
  });

  it('lose what their owner may no longer do', async () => {
    const { key } = await make(['cache:read']);
    await as(key, 'get', '/admin/cache').expect(200);
    await app.knex('users').where({ id: admin.id }).update({ role: 'USER' });
    expect(await codeOf(as(key, 'get', '/admin/cache'))).to.equal('403 FORBIDDEN');
  });

  it('are rotated: both texts work for the overlap, then the new one alone', async () => {
    const { id, key } = await make();
    const { body } = await asAdmin('post', `/admin/api-keys/${id}/rotate`).send({ overlapSeconds: 60 }).expect(200);
    const next = body.data as Made;
    expect(next.key).to.not.equal(key);
    for (const text of [key, next.key]) await feed(text).expect(200);
    clock.advance(60_000);
    expect([await codeOf(feed(key)), await codeOf(feed(next.key))]).to.deep.equal(['401 UNAUTHENTICATED', '200']);
    await asAdmin('delete', `/admin/api-keys/${id}`).expect(200);
    expect(await codeOf(feed(next.key))).to.equal('401 UNAUTHENTICATED');
    expect(await codeOf(asAdmin('post', `/admin/api-keys/${id}/rotate`).send({}))).to.equal('404 API_KEY_NOT_FOUND');
  });

  it('are in the audit log: who made, rotated and revoked which, and none of their texts', async () => {
    let made: Made | undefined;
    const rows = await recordedBy(app, async () => {
      made = await make(['posts:read']);
      await asAdmin('post', `/admin/api-keys/${made.id}/rotate`).send({}).expect(200);
      await asAdmin('delete', `/admin/api-keys/${made.id}`).expect(200);
    });
    expect(rows.map(({ kind, actor_id, subject_type, subject_id }) => [kind, actor_id, subject_type, subject_id])).to.deep.equal(
      ['created', 'rotated', 'revoked'].map((what) => [`administration.api-key-${what}`, admin.id, 'api-key', made?.id]),
    );
    expect(rows[0]?.facts).to.deep.include({ name: 'Nightly import', scopes: ['posts:read'] });
    expect(JSON.stringify(rows)).to.not.include('bka_');
  });

  it('tell when they were last used, written once a minute at most, and nobody waits for it', async () => {
    const { id, key } = await make();
    const keys = app.container.get(ApiKeyRepository);
    const markUsed = keys.markUsed.bind(keys);
    let writes = 0;
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    keys.markUsed = async (...words) => {
      writes += 1;
      await held;
      await markUsed(...words);
    };
    const usedAt = clock.now().toISOString();
    for (let i = 0; i < 3; i += 1) await feed(key).expect(200);
    expect(writes).to.equal(1);
    release();
    await eventually('it is noted', async () => (await listed(id))['lastUsedAt'] === usedAt);
    clock.advance(59_000);
    await feed(key).expect(200);
    expect(writes).to.equal(1);
    clock.advance(1_000);
    await feed(key).expect(200);
    expect(writes).to.equal(2);
    await eventually('it is noted', async () => (await listed(id))['lastUsedAt'] === clock.now().toISOString());
    keys.markUsed = markUsed;
  });

  it('are for administrators alone, and make no other keys', async () => {
    const [rider, moderator] = [await createPerson(app), await createPerson(app, { role: 'MODERATOR' })];
    const { id, key } = await make(apiKeyScopes);
    for (const [method, path] of [
      ['post', '/admin/api-keys'],
      ['get', '/admin/api-keys'],
      ['post', `/admin/api-keys/${id}/rotate`],
      ['delete', `/admin/api-keys/${id}`],
    ] as const) {
      for (const who of [rider, moderator]) expect(await codeOf(as(who.authorization, method, path))).to.equal('403 FORBIDDEN');
      expect(await codeOf(as(key, method, path))).to.equal('403 API_KEY_SCOPE_MISSING');
      expect((await app.http[method](`/api/v1${path}`)).status).to.equal(401);
    }
    await feed(key).expect(200);
  });

  it('need a name, scopes that exist, and an end within a year', async () => {
    for (const [field, wish] of [
      ['name', { name: ' ' }],
      ['scopes', { scopes: [] }],
      ['scopes.0', { scopes: ['everything'] }],
      ['scopes.1', { scopes: ['posts:read', 'posts:read'] }],
      ['expiresInDays', { expiresInDays: 366 }],
      ['ownerId', { ownerId: admin.id }],
    ] as const) {
      const { body } = await asAdmin('post', '/admin/api-keys')
        .send({ name: 'x', scopes: ['posts:read'], ...wish })
        .expect(400);
      expect(body.error.details, field).to.have.property(field);
    }
    expect(await codeOf(asAdmin('delete', '/admin/api-keys/019c0d3e-5b7a-7c1e-9d55-0a6f5e2c9b11'))).to.equal(
      '404 API_KEY_NOT_FOUND',
    );
  });

  it('are made anew by a repetition: what shows one is kept under no Idempotency-Key', async () => {
    const call = () =>
      asAdmin('post', '/admin/api-keys')
        .set('idempotency-key', 'k')
        .send({ name: 'x', scopes: ['posts:read'] });
    const [first, second] = [await call().expect(201), await call().expect(201)];
    expect(first.body.data.key).to.not.equal(second.body.data.key);
    expect(await app.knex('idempotency_keys').where({ person_id: admin.id })).to.deep.equal([]);
  });
});

describe('an API key and its limit', () => {
  it('is counted by the key, apart from other keys and from its owner', async () => {
    const app = await buildTestApp(undefined, { config: { limits: { 'api-key': { points: 2, windowSeconds: 60 } } } });
    const admin = await createPerson(app, { role: 'ADMIN' });
    const send = (token: string): supertest.Test => app.http.get('/api/v1/posts/feed').set('authorization', token);
    const keys: string[] = [];
    for (const name of ['one', 'other']) {
      const call = app.http.post('/api/v1/admin/api-keys').set('authorization', admin.authorization);
      keys.push(`Bearer ${(await call.send({ name, scopes: ['posts:read'] }).expect(201)).body.data.key as string}`);
    }
    const [one = '', other = ''] = keys;
    for (let i = 0; i < 2; i += 1) await send(one).expect(200);
    const refused = await send(one).expect(429);
    expect(toldLimits(refused.headers)[0]).to.include({ name: 'api-key', points: 2, windowSeconds: 60, left: 0 });
    expect(refused.headers['retry-after']).to.match(/^\d+$/);
    for (const token of [other, admin.authorization]) await send(token).expect(200);
    await app.close();
  });
});

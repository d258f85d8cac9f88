import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { echoFeature } from '../../support/echo-feature.js';
import { eventually } from '../../support/eventually.js';
import { createPerson, type Person } from '../../support/people.js';
import { toldLimits } from '../../support/rate-limit-fields.js';
import { recordedBy } from '../audit/recorded.js';

describe('/admin/rate-limits', () => {
  const search = { points: 10, windowSeconds: 60 };
  let app: TestApp;
  let other: TestApp;
  let admin: Person;
  before(async () => {
    app = await buildTestApp(undefined, {
      config: { limits: { search, global: { points: 2_000, windowSeconds: 60 } } },
      extra: [echoFeature],
    });
    other = await buildTestApp(undefined, { beside: app, extra: [echoFeature] });
    admin = await createPerson(app, { role: 'ADMIN' });
  });
  after(async () => {
    await other.close();
    await app.close();
  });

  const send = (method: 'get' | 'put' | 'delete', policy = '', who = admin) =>
    app.http[method](`/api/v1/admin/rate-limits${policy && `/${policy}`}`).set('authorization', who.authorization);
  const toldOf = async (at: TestApp, who: Person) => {
    const { headers } = await at.http.get('/api/v1/echo/search').set('authorization', who.authorization);
    return toldLimits(headers).find(({ name }) => name === 'search');
  };

  it('lists every limit with what is configured', async () => {
    const { body } = await send('get').expect(200);
    expect(body.data.map(({ policy }: { policy: string }) => policy)).to.deep.equal([
      'global',
      'auth',
      'upload',
      'search',
      'post',
      'comment',
      'like',
      'follow',
      'api-key',
    ]);
    const untouched = { policy: 'search', countedBy: 'caller', ...search, configured: search, changedAt: null, changedBy: null };
    expect((await send('get', 'search').expect(200)).body.data).to.deep.equal(untouched);
    expect(body.data).to.deep.include(untouched);
  });

  it('sets a limit that holds from the next call on, tells who did, and takes it back', async () => {
    const nino = await createPerson(app);
    expect(await toldOf(app, nino)).to.include({ points: 10, left: 9 });
    const { body } = await send('put', 'search').send({ points: 2, windowSeconds: 30 }).expect(200);
    expect(body.data).to.include({ policy: 'search', points: 2, windowSeconds: 30, changedBy: admin.id });
    expect(body.data.configured).to.deep.equal(search);
    expect((await send('get', 'search').expect(200)).body.data).to.deep.equal(body.data);
    expect(await toldOf(app, nino)).to.include({ points: 2, windowSeconds: 30, left: 0 });
    await app.http.get('/api/v1/echo/search').set('authorization', nino.authorization).expect(429);
    const events = await app.knex('outbox_events').where({ name: 'security.rate-limit-changed' }).select('payload');
    expect(events).to.deep.equal([{ payload: { policy: 'search', points: 2, windowSeconds: 30, userId: admin.id } }]);
    const reset = await send('delete', 'search').expect(200);
    expect(reset.body.data).to.include({ points: 10, windowSeconds: 60, changedAt: null, changedBy: null });
    expect(await toldOf(app, nino)).to.include({ points: 10, left: 7 });
    await send('delete', 'search').expect(200);
    expect(await app.knex('rate_limits')).to.deep.equal([]);
  });

  it('leaves each change in the audit log, and nothing where nothing changed', async () => {
    const rows = await recordedBy(app, async () => {
      await send('put', 'search').send({ points: 20, windowSeconds: 60 }).expect(200);
      await send('put', 'search').send({ points: 30, windowSeconds: 90 }).expect(200);
      await send('delete', 'search').expect(200);
      await send('delete', 'search').expect(200);
    });
    const [configured, first, second] = [search, { points: 20, windowSeconds: 60 }, { points: 30, windowSeconds: 90 }];
    const what = { kind: 'administration.rate-limit-changed', actor_id: admin.id, facts: { policy: 'search' } };
    expect(rows.map(({ kind, actor_id, facts, before, after }) => ({ kind, actor_id, facts, before, after }))).to.deep.equal([
      { ...what, before: configured, after: first },
      { ...what, before: first, after: second },
      { ...what, before: second, after: configured },
    ]);
  });

  it('is seen by the other instances, soon', async () => {
    const person = await createPerson(app);
    expect((await toldOf(other, person))?.points).to.equal(10);
    await send('put', 'search').send({ points: 500, windowSeconds: 60 }).expect(200);
    // Without Redis there is one instance: a second one in this process hears of nothing, and looks only after a minute.
    if (app.application.config.redis.url) {
      await eventually('heard of', async () => (await toldOf(other, person))?.points === 500, 10_000);
    }
    await send('delete', 'search').expect(200);
  });

  it('lets nobody lock everybody out, or switch a limit off', async () => {
    for (const [body, field] of [
      [{ points: 199, windowSeconds: 60 }, 'points'],
      [{ points: 200, windowSeconds: 61 }, 'windowSeconds'],
      [{ points: 200_001, windowSeconds: 60 }, 'points'],
      [{ points: 0, windowSeconds: 60 }, 'points'],
      [{ points: 1.5, windowSeconds: 60 }, 'points'],
      [{ points: 2_000, windowSeconds: 86_401 }, 'windowSeconds'],
      [{ points: 2_000 }, 'windowSeconds'],
      [{ points: 2_000, windowSeconds: 60, policy: 'auth' }, 'policy'],
    ] as const) {
      const { body: answer } = await send('put', 'global').send(body).expect(400);
      expect(answer.error.code).to.equal('VALIDATION_FAILED');
      expect(Object.keys(answer.error.details)).to.deep.equal([field]);
    }
    expect(await app.knex('rate_limits')).to.deep.equal([]);
  });

  it('knows no other limits', async () => {
    for (const name of ['nothing', 'constructor', 'identity-refresh']) {
      for (const answer of [
        await send('get', name),
        await send('put', name).send({ points: 10, windowSeconds: 60 }),
        await send('delete', name),
      ]) {
        expect([answer.status, answer.body.error.code]).to.deep.equal([404, 'RATE_LIMIT_NOT_FOUND']);
      }
    }
  });

  it('is for administrators alone', async () => {
    for (const role of ['USER', 'MODERATOR'] as const) {
      const somebody = await createPerson(app, { role });
      await send('get', '', somebody).expect(403);
      await send('get', 'search', somebody).expect(403);
      await send('put', 'search', somebody).send({ points: 20, windowSeconds: 60 }).expect(403);
      await send('delete', 'search', somebody).expect(403);
    }
    await app.http.get('/api/v1/admin/rate-limits').expect(401);
    await app.http.put('/api/v1/admin/rate-limits/search').send({ points: 20, windowSeconds: 60 }).expect(401);
  });
});

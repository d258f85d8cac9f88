import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { fresh, login } from '../identity/sign-up.js';

const hour = 3_600_000;
const iso = (fromNow: number): string => encodeURIComponent(new Date(Date.now() + fromNow).toISOString());

interface RecordSeen {
  id: string;
  sequence: number;
  kind: string;
  address: string;
  count: number;
}

describe('GET /admin/security/audit', function () {
  this.timeout(60_000);
  let app: TestApp;
  let admin: Person;
  before(async () => {
    const limits = { search: { points: 1, windowSeconds: 600 } };
    app = await buildTestApp(undefined, { config: { limits, http: { trustedProxies: 1 } } });
    admin = await createPerson(app, { role: 'ADMIN' });
    for (const [address, times] of [
      ['198.51.100.1', 3],
      ['198.51.100.2', 1],
    ] as const) {
      for (let n = 0; n < times; n += 1) await login(app, fresh()).set('x-forwarded-for', address).expect(401);
    }
    const search = () => app.http.get('/api/v1/posts/search?q=honda').set('x-forwarded-for', '198.51.100.3');
    await search().expect(200);
    await search().expect(429);
    const rider = await createPerson(app);
    const profile = app.http
      .patch('/api/v1/users/me')
      .set('authorization', rider.authorization)
      .set('x-forwarded-for', '198.51.100.4');
    await profile.send({ fullName: 'ნინო ბერიძე' }).expect(200);
  });
  after(() => app.close());

  const get = (path: string, who: Person = admin) =>
    app.http.get(`/api/v1/admin/security/audit${path}`).set('authorization', who.authorization);
  const records = async (query: string): Promise<RecordSeen[]> => (await get(query).expect(200)).body.data;
  const kindsAt = async (query: string): Promise<string[]> => (await records(query)).map(({ kind }) => kind);

  it('has all that just happened, the newest first, of the last 24 hours', async () => {
    const { body } = await get('').expect(200);
    expect(body.meta).to.include({ page: 1, limit: 50, total: 6 });
    expect(body.data.map(({ kind }: RecordSeen) => kind)).to.have.members([
      ...Array<string>(4).fill('identity.sign-in-failed'),
      ...['security.rate-limited', 'profiles.profile-changed'],
    ]);
    const changed = body.data.find(({ kind }: RecordSeen) => kind === 'profiles.profile-changed');
    expect(changed).to.deep.include({
      severity: 'info',
      outcome: 'success',
      address: '198.51.100.4',
      after: { fullName: 'ნინო ბერიძე' },
    });
    expect(changed.subject).to.deep.equal({ type: 'user', id: changed.actorId });
  });

  it('can be narrowed by kinds, address and period', async () => {
    expect(await kindsAt('?kinds=security.rate-limited')).to.deep.equal(['security.rate-limited']);
    expect(await kindsAt('?kinds=identity.sign-in-failed,security.rate-limited')).to.have.length(5);
    expect(await records('?address=198.51.100.1')).to.have.length(3);
    expect(await kindsAt('?address=198.51.100.1&kinds=security.rate-limited')).to.deep.equal([]);
    expect(await kindsAt('?address=2001:db8::1')).to.deep.equal([]);
    expect(await records(`?from=${iso(-hour)}`)).to.have.length(6);
    expect(await records(`?from=${iso(-3 * hour)}&to=${iso(-hour)}`)).to.deep.equal([]);
    expect(await records(`?to=${iso(-hour)}`)).to.deep.equal([]);
    expect(await records(`?from=${iso(hour)}`)).to.deep.equal([]);
    expect(await records('?from=2020-01-01')).to.deep.equal([]);
  });

  it('turns pages by number and by cursor, each row once', async () => {
    const all = await records('');
    const byNumber = [...(await records('?page=1&limit=4')), ...(await records('?page=2&limit=4'))];
    expect(byNumber).to.deep.equal(all);
    const { body } = await get('?limit=4').expect(200);
    const rest = await records(`?limit=4&cursor=${encodeURIComponent(body.meta.nextCursor)}`);
    expect([...body.data, ...rest]).to.deep.equal(all);
  });

  it('sums up: failed sign-ins, limits, kinds, where offences came from, hours', async () => {
    const { body } = await get('/summary').expect(200);
    expect(body.data).to.deep.include({ total: 6, failedSignIns: 4, rateLimited: 1 });
    expect(body.data.byKind).to.deep.equal([
      { kind: 'identity.sign-in-failed', severity: 'warning', count: 4 },
      { kind: 'profiles.profile-changed', severity: 'info', count: 1 },
      { kind: 'security.rate-limited', severity: 'warning', count: 1 },
    ]);
    expect(body.data.topAddresses.map(({ address, count }: RecordSeen) => [address, count])).to.deep.equal([
      ['198.51.100.1', 3],
      ['198.51.100.2', 1],
      ['198.51.100.3', 1],
    ]);
    expect(body.data.hours.length).to.be.within(25, 26);
    const sums = body.data.hours.reduce((all: number[], { count, offences }: { count: number; offences: number }) => {
      return [(all[0] ?? 0) + count, (all[1] ?? 0) + offences];
    }, []);
    expect(sums).to.deep.equal([6, 5]);
    const empty = await get(`/summary?from=${iso(-5 * hour)}&to=${iso(-2 * hour)}`).expect(200);
    expect(empty.body.data).to.deep.include({ total: 0, failedSignIns: 0, rateLimited: 0, byKind: [], topAddresses: [] });
  });

  it('refuses what makes no sense: unknown kinds, no address, a period that is none or too long, times beyond all calendars', async () => {
    const wrong = [
      ...['?kinds=identity.x', '?kinds=', "?kinds=security.rate-limited,'", '?address=nowhere', '?address=10.0.0.0/8'],
      ...['?from=yesterday', '?from=-200000-01-01T00:00:00Z', '?to=%2B275760-09-13T00:00:00Z', '?from=2026-01-02&to=2026-01-01'],
      ...['?from=2026-01-01&to=2026-03-01', '?from=2026-01-01&from=2026-01-02', '?kind=security.rate-limited'],
    ];
    for (const query of wrong) {
      const { body } = await get(query).expect(400);
      expect(body.error.code, query).to.equal('VALIDATION_FAILED');
    }
    await get('/summary?kinds=security.rate-limited').expect(400);
    await get('/summary?from=2026-01-01&to=2026-03-01').expect(400);
  });

  it('is for administrators alone', async () => {
    for (const path of ['', '/summary']) {
      for (const role of ['USER', 'MODERATOR'] as const) await get(path, await createPerson(app, { role })).expect(403);
      await app.http.get(`/api/v1/admin/security/audit${path}`).expect(401);
    }
  });
});

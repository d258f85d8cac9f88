import { expect } from 'chai';
import { EndBans } from '../../../src/core/administration/index.js';
import { Clock } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { createPerson, type Person } from '../../support/people.js';
import { signUp, login, refresh } from '../identity/sign-up.js';
import { PostsApi } from '../posts/posts-api.js';
import { recorded } from '../profiles/people-api.js';
import { AdminApi } from './admin-api.js';

const dayMs = 86_400_000;

describe('a ban', function () {
  this.timeout(60_000);
  const clock = new FakeClock(new Date('2026-03-02T10:00:00.000Z'));
  const timed = (container: TestApp['container']): void => void container.rebind(Clock).toConstantValue(clock);
  let app: TestApp;
  let other: TestApp;
  let api: AdminApi;
  let posts: PostsApi;
  let admin: Person;
  let moderator: Person;
  before(async () => {
    app = await buildTestApp(timed);
    other = await buildTestApp(timed, { beside: app });
    [api, posts] = [new AdminApi(app), new PostsApi(app)];
  });
  beforeEach(async () => {
    [admin, moderator] = [await createPerson(app, { role: 'ADMIN' }), await createPerson(app, { role: 'MODERATOR' })];
  });
  after(async () => {
    await other.close();
    await app.close();
  });

  const me = (at: TestApp, authorization: string) => at.http.get('/api/v1/auth/me').set('authorization', authorization);

  it('holds from the next request on, on every instance: requests, refreshes and sign-ins are refused', async () => {
    const person = await signUp(app);
    const authorization = `Bearer ${person.accessToken}`;
    for (const instance of [app, other]) await me(instance, authorization).expect(200);
    const { body } = await api.ban(moderator, person, 7).expect(200);
    const now = clock.now();
    expect(body.data).to.include({
      id: person.id,
      isBanned: true,
      banReason: 'spam on the market',
      bannedAt: now.toISOString(),
      bannedUntil: new Date(now.getTime() + 7 * dayMs).toISOString(),
    });
    for (const instance of [app, other]) {
      await me(instance, authorization).expect(401);
      await refresh(instance, person.refreshToken).expect(401);
      expect((await login(instance, person).expect(403)).body.error.code).to.equal('ACCOUNT_BANNED');
    }
    expect(await recorded(app.knex, 'administration.person-banned')).to.deep.include({
      actorId: moderator.id,
      subject: { type: 'user', id: person.id },
      reason: 'spam on the market',
      until: new Date(now.getTime() + 7 * dayMs).toISOString(),
    });
  });

  it('of some days ends by itself; the person signs in anew, and is seen again', async () => {
    const person = await signUp(app);
    const { id } = await posts.write({ ...admin, authorization: `Bearer ${person.accessToken}` }, 'a ride');
    await api.ban(moderator, person, 1).expect(200);
    await posts.get(`/${id}`).expect(404);
    clock.advance(dayMs - 1_000);
    await login(app, person).expect(403);
    clock.advance(1_000);
    admin = await createPerson(app, { role: 'ADMIN' });
    expect(await api.user(admin, person)).to.include({ isBanned: false, bannedAt: null, bannedUntil: null, banReason: null });
    await refresh(app, person.refreshToken).expect(401);
    const { body } = await login(app, person).expect(200);
    await me(other, `Bearer ${body.data.tokens.accessToken as string}`).expect(200);
    await app.container.get(EndBans).run();
    await posts.get(`/${id}`).expect(200);
    expect(await recorded(app.knex, 'administration.ban-ended')).to.deep.equal([{ personId: person.id }]);
  });

  it('without a duration is for good, until it is ended', async () => {
    const person = await signUp(app);
    const { body } = await api.ban(admin, person).expect(200);
    expect(body.data).to.include({ isBanned: true, bannedUntil: null });
    clock.advance(4_000 * dayMs);
    await app.container.get(EndBans).run();
    await login(app, person).expect(403);
    admin = await createPerson(app, { role: 'ADMIN' });
    const lifted = await api.unban(admin, person).expect(200);
    expect(lifted.body.data).to.include({ isBanned: false, bannedAt: null, bannedUntil: null, banReason: null });
    await login(app, person).expect(200);
    await api.unban(admin, person).expect(200);
    expect(await recorded(app.knex, 'administration.person-unbanned')).to.have.length(1);
  });

  it('hides the person and what the person wrote at once, from guests a moment later, and ends with all of that', async () => {
    const person = await createPerson(app);
    const reader = await createPerson(app);
    const { id } = await posts.write(person, 'a ride #banned');
    const shown = async (at: TestApp, who?: Person): Promise<number[]> => {
      const asked = [`/posts/${id}`, `/users/${person.username}`, `/posts/hashtag/banned`].map(async (path) => {
        const request = at.http.get(`/api/v1${path}`);
        const { status, body } = await (who ? request.set('authorization', who.authorization) : request);
        return Array.isArray(body.data) ? (body.data as unknown[]).length : status;
      });
      return Promise.all(asked);
    };
    for (const at of [app, other])
      for (const who of [reader, undefined]) expect(await shown(at, who)).to.deep.equal([200, 200, 1]);
    await api.ban(moderator, person).expect(200);
    expect(await shown(app, reader)).to.deep.equal([404, 404, 0]);
    await eventually('guests do not see it', async () => (await shown(app)).join() === '404,404,0');
    await api.unban(moderator, person).expect(200);
    expect(await shown(app, reader)).to.deep.equal([200, 200, 1]);
    // Without Redis a second instance in this process hears of nothing.
    if (app.application.config.redis.url) {
      await eventually('the other instance shows it', async () => (await shown(other)).join() === '200,200,1');
    }
  });

  it('is of nobody himself, and of staff by administrators alone', async () => {
    const [second, banned] = [await createPerson(app, { role: 'MODERATOR' }), await createPerson(app)];
    for (const act of [() => api.ban(moderator, moderator), () => api.ban(admin, admin), () => api.unban(admin, admin)]) {
      expect((await act().expect(403)).body.error.code).to.equal('CANNOT_MODERATE_SELF');
    }
    for (const target of [admin, second]) {
      expect((await api.ban(moderator, target).expect(403)).body.error.code).to.equal('FORBIDDEN');
    }
    await api.ban(admin, second).expect(200);
    await api.unban(moderator, second).expect(403);
    await me(app, second.authorization).expect(401);
    await api.ban(moderator, banned, 3).expect(200);
    await api.ban(admin, banned, 30, 'again and again').expect(200);
    expect(await api.user(moderator, banned)).to.include({ banReason: 'again and again' });
  });

  it('asks for a reason of five signs and for a length that there is, and for somebody who is there', async () => {
    const person = await createPerson(app);
    for (const [reason, duration, field] of [
      ['spam', 7, 'reason'],
      ['        ', 7, 'reason'],
      ['x'.repeat(501), 7, 'reason'],
      ['spam on the market', 2, 'duration'],
      ['spam on the market', 0, 'duration'],
    ] as const) {
      const { body } = await api.ban(admin, person, duration, reason).expect(400);
      expect(Object.keys(body.error.details)).to.deep.equal([field]);
    }
    expect((await api.ban(admin, { id: admin.sessionId }).expect(404)).body.error.code).to.equal('USER_NOT_FOUND');
    expect(await api.user(admin, person)).to.include({ isBanned: false });
  });
});

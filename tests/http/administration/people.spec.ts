import { expect } from 'chai';
import { Clock } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { createPerson, type Person } from '../../support/people.js';
import { insertPost } from '../../support/posts.js';
import { statementsOf } from '../../adapters/postgres/statement-plans.js';
import { fresh, login, register, signUp } from '../identity/sign-up.js';
import { CommentsApi } from '../comments/comments-api.js';
import { PostsApi } from '../posts/posts-api.js';
import { AdminApi } from './admin-api.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('accounts, for staff', function () {
  this.timeout(60_000);
  const clock = new FakeClock('2026-03-02T10:00:00.000Z');
  let app: TestApp;
  let api: AdminApi;
  before(async () => {
    app = await buildTestApp((container) => void container.rebind(Clock).toConstantValue(clock));
    api = new AdminApi(app);
  });
  after(() => app.close());

  describe('GET /admin/users', () => {
    let moderator: Person;
    let crowd: Person[];
    let mark: string;
    let round = 0;
    beforeEach(async () => {
      round += 1;
      mark = `mzia${round}x`;
      moderator = await createPerson(app, { role: 'MODERATOR' });
      crowd = [];
      for (const [i, fullName] of ['ნინო ბერიძე', 'გიორგი კაპანაძე', 'Luka'].entries()) {
        const createdAt = new Date(clock.now().getTime() - (3 - i) * dayMs);
        crowd.push(
          await createPerson(app, { username: `${mark}_${'cab'[i] ?? ''}`, fullName: `${fullName} ${mark}`, createdAt }),
        );
      }
    });
    const idsOf = (...places: number[]): string[] => places.map((i) => crowd[i]?.id ?? '');
    const list = (query: string, search = mark): Promise<string[]> =>
      api.ids(`/users?search=${encodeURIComponent(search)}&${query}`, moderator);

    it('shows all of a person, newest first, a page at a time', async () => {
      const { body } = await api.get(`/users?search=${mark}&limit=2`, moderator).expect(200);
      expect(body.meta).to.deep.equal({ page: 1, limit: 2, total: 3, totalPages: 2, nextCursor: null });
      expect(body.data[0]).to.deep.include({
        id: crowd[2]?.id,
        email: crowd[2]?.email,
        phone: '+995599000000',
        role: 'USER',
        isVerified: true,
        isBanned: false,
        bannedAt: null,
        bannedUntil: null,
        banReason: null,
        lastLoginAt: null,
      });
      expect(await list('')).to.deep.equal(idsOf(2, 1, 0));
      expect([await list('limit=2&page=1'), await list('limit=2&page=2'), await list('limit=2&page=3')]).to.deep.equal([
        ...[idsOf(2, 1), idsOf(0), []],
      ]);
    });

    it('goes by time, name or last sign-in, both ways; whoever never signed in is the oldest', async () => {
      const at = (ms: number): Date => new Date(clock.now().getTime() - ms);
      await app
        .knex('users')
        .where({ id: crowd[0]?.id })
        .update({ last_login_at: at(1) });
      await app
        .knex('users')
        .where({ id: crowd[1]?.id })
        .update({ last_login_at: at(2) });
      expect(await list('sortBy=createdAt&sortOrder=asc')).to.deep.equal(idsOf(0, 1, 2));
      expect(await list('sortBy=username&sortOrder=asc')).to.deep.equal(idsOf(1, 2, 0));
      expect(await list('sortBy=username')).to.deep.equal(idsOf(0, 2, 1));
      expect(await list('sortBy=lastLoginAt')).to.deep.equal(idsOf(0, 1, 2));
      expect(await list('sortBy=lastLoginAt&sortOrder=asc')).to.deep.equal(idsOf(2, 1, 0));
    });

    it('finds by role, ban, name in either script, and address', async () => {
      const [nino, giorgi] = crowd as [Person, Person];
      await app.knex('users').where({ id: nino.id }).update({ role: 'MODERATOR' });
      await api.ban(moderator, giorgi, 1).expect(200);
      expect(await list('role=MODERATOR')).to.deep.equal(idsOf(0));
      expect(await list('isBanned=true')).to.deep.equal(idsOf(1));
      expect(await list('isBanned=false')).to.deep.equal(idsOf(2, 0));
      for (const text of [`ბერიძე ${mark}`, `beridze ${mark}`, `BERIDZE ${mark}`]) {
        expect(await list('', text), text).to.deep.equal(idsOf(0));
      }
      expect(await list('', giorgi.email.toUpperCase())).to.deep.equal(idsOf(1));
      expect(await list('', 'nobody@nowhere.example')).to.deep.equal([]);
      clock.advance(dayMs);
      moderator = await createPerson(app, { role: 'MODERATOR' });
      expect(await list('isBanned=true')).to.deep.equal([]);
      expect(await list('isBanned=false')).to.deep.equal(idsOf(2, 1, 0));
    });

    it('with an empty box shows everybody', async () => {
      const { body } = await api.get('/users?search=&limit=100', moderator).expect(200);
      const [{ count }] = (await app.knex('users').whereNull('deleted_at').count({ count: '*' })) as [{ count: string }];
      expect(body.meta.total).to.equal(Number(count));
    });

    it('refuses what it does not know', async () => {
      for (const query of ['role=OWNER', 'isBanned=perhaps', 'sortBy=email', 'sortOrder=up', 'limit=101', 'page=0', 'x=1']) {
        const { body } = await api.get(`/users?${query}`, moderator).expect(400);
        expect(Object.keys(body.error.details), query).to.deep.equal([query.replace(/=.*/, '')]);
      }
      expect((await api.get(`/users/${moderator.sessionId}`, moderator).expect(404)).body.error.code).to.equal('USER_NOT_FOUND');
    });

    it('leaves out a registration kept for an address that has an account', async () => {
      const { email } = await signUp(app);
      const total = async (): Promise<number> => (await api.get('/dashboard', moderator).expect(200)).body.data.users.total;
      const before = await total();
      const { username } = fresh();
      await register(app, { email, username });
      const row = await app.knex('users').where({ username }).first<{ id: string }>('id');
      expect(await list('', username)).to.deep.equal([]);
      await api.get(`/users/${row.id}`, moderator).expect(404);
      expect(await total()).to.equal(before);
    });

    it('tells when somebody last signed in', async () => {
      const person = await signUp(app);
      clock.advance(1_000);
      await login(app, person).expect(200);
      expect(await api.user(moderator, person)).to.include({ email: person.email, lastLoginAt: clock.now().toISOString() });
    });
  });

  it('every list takes the same few statements, whatever the size of the page', async () => {
    const moderator = await createPerson(app, { role: 'MODERATOR' });
    const post = await insertPost(app, moderator);
    const comments = new CommentsApi(app);
    for (let i = 0; i < 12; i += 1) {
      await createPerson(app);
      await insertPost(app, moderator);
      await comments.add(post, moderator, `comment ${i}`);
      const path = `/api/v1/users/${(await createPerson(app)).id}/report`;
      await app.http.post(path).set('authorization', moderator.authorization).send({ category: 'SPAM' }).expect(201);
    }
    for (const path of [
      '/users?search=ri',
      '/users?x=',
      '/posts?',
      '/posts?search=ride',
      '/comments?',
      '/comments?search=comment',
      '/reports?',
    ]) {
      const counts: number[] = [];
      for (const limit of [1, 10, 100]) {
        const query = `${path.replace('x=', '')}&limit=${limit}`;
        counts.push(await statementsOf(app.knex, () => api.get(query, moderator).expect(200).then()));
      }
      // One for who is calling, one for how many there are, one for the page.
      expect(counts, path).to.deep.equal([3, 3, 3]);
    }
    expect(await statementsOf(app.knex, () => api.get('/dashboard', moderator).expect(200).then())).to.equal(2);
  });

  describe('GET /admin/dashboard', () => {
    it('counts people, posts and comments, of today and of the last seven days, by the Georgian day', async () => {
      // 19:30 UTC is 23:30 in Tbilisi; half an hour later a day begins there.
      clock.advance(new Date('2026-03-20T19:30:00.000Z').getTime() - clock.now().getTime());
      const admin = await createPerson(app, { role: 'ADMIN' });
      const figures = async () => (await api.get('/dashboard', admin).expect(200)).body.data;
      const before = await figures();
      const nino = await createPerson(app);
      const ago = (days: number): Date => new Date(clock.now().getTime() - days * dayMs);
      await createPerson(app, { createdAt: ago(6) });
      await createPerson(app, { createdAt: ago(7) });
      await api.ban(admin, await createPerson(app, { createdAt: ago(30) }), 1).expect(200);
      const post = await insertPost(app, nino);
      await insertPost(app, nino, { createdAt: ago(1) });
      await new CommentsApi(app).add(post, nino);
      const { users, content, activity } = await figures();
      expect(users).to.deep.equal({
        total: before.users.total + 4,
        newToday: before.users.newToday + 1,
        newThisWeek: before.users.newThisWeek + 2,
        banned: before.users.banned + 1,
      });
      expect(content).to.deep.equal({
        ...before.content,
        posts: before.content.posts + 2,
        comments: before.content.comments + 1,
      });
      expect(activity).to.deep.equal({ postsToday: before.activity.postsToday + 1, messagesToday: 0, newListingsToday: 0 });
      clock.advance(hourMs);
      const another = await createPerson(app, { role: 'ADMIN' });
      const tomorrow = (await api.get('/dashboard', another).expect(200)).body.data;
      expect([tomorrow.users.newToday, tomorrow.activity.postsToday]).to.deep.equal([1, 0]);
    });
  });

  it('guests are 401, members 403, moderators and administrators come in as far as they may', async () => {
    const [member, moderator] = [await createPerson(app), await createPerson(app, { role: 'MODERATOR' })];
    const admin = await createPerson(app, { role: 'ADMIN' });
    const target = async (): Promise<string> => (await createPerson(app)).id;
    const post = async (): Promise<string> => (await new PostsApi(app).write(member, 'a ride')).id;
    const comment = async (): Promise<string> => (await new CommentsApi(app).add(await post(), member)).id;
    const report = async (): Promise<string> => {
      const request = app.http.post(`/api/v1/users/${member.id}/report`).set('authorization', admin.authorization);
      await app.knex('reports').del();
      return (await request.send({ category: 'SPAM' }).expect(201)).body.data.id as string;
    };
    const decided = async (): Promise<string> => {
      const id = await report();
      await api.send('post', `/reports/${id}/decision`, admin).send({ action: 'DISMISS' }).expect(200);
      return id;
    };
    const calls: readonly (readonly [
      call: () => Promise<{ method: 'get' | 'post' | 'patch' | 'delete'; path: string; body?: object }>,
      moderators: number,
    ])[] = [
      [async () => ({ method: 'get', path: '/dashboard' }), 200],
      [async () => ({ method: 'get', path: '/users' }), 200],
      [async () => ({ method: 'get', path: `/users/${await target()}` }), 200],
      [async () => ({ method: 'patch', path: `/users/${await target()}/role`, body: { role: 'MODERATOR' } }), 403],
      [async () => ({ method: 'post', path: `/users/${await target()}/ban`, body: { reason: 'spam again' } }), 200],
      [async () => ({ method: 'post', path: `/users/${await target()}/unban` }), 200],
      [async () => ({ method: 'delete', path: `/users/${await target()}` }), 403],
      [async () => ({ method: 'get', path: '/posts' }), 200],
      [async () => ({ method: 'delete', path: `/posts/${await post()}` }), 200],
      [async () => ({ method: 'get', path: '/comments' }), 200],
      [async () => ({ method: 'delete', path: `/comments/${await comment()}` }), 200],
      [async () => ({ method: 'get', path: '/reports' }), 200],
      [async () => ({ method: 'post', path: `/reports/${await report()}/decision`, body: { action: 'DISMISS' } }), 200],
      [async () => ({ method: 'delete', path: `/reports/${await decided()}/decision` }), 200],
    ];
    for (const [make, moderators] of calls) {
      for (const [who, status] of [
        [undefined, 401],
        [member, 403],
        [moderator, moderators],
        [admin, 200],
      ] as const) {
        const { method, path, body } = await make();
        const request = api.send(method, path, who);
        const answer = await (body ? request.send(body) : request);
        expect(answer.status, `${method} ${path} for ${who?.username}`).to.equal(status);
      }
    }
  });
});

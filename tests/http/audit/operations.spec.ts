import { expect } from 'chai';
import { verifyAudit } from '../../../src/adapters/postgres/audit/audit-chain-on-knex.js';
import { EnsureFirstAdmin } from '../../../src/core/identity/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { blue, encoderOf, paint } from '../../support/pictures.js';
import { codeFor, fresh, goodPassword, login, post, refresh, signUp, type SignedUp } from '../identity/sign-up.js';
import { type Recorded, recordedBy } from './recorded.js';

const address = '198.51.100.77';

describe('the audit log of what people do', function () {
  this.timeout(60_000);
  let app: TestApp;
  before(async () => {
    app = await buildTestApp(undefined, { config: { http: { trustedProxies: 1 }, tokens: { refreshGraceSeconds: 0 } } });
  });
  after(() => app.close());

  /** As a browser at that address. */
  const from = <T extends { set(name: string, value: string): T }>(request: T): T =>
    request.set('x-forwarded-for', address).set('user-agent', 'Rider/1.0').set('x-request-id', 'request-of-the-test');
  const signed = <T extends { set(name: string, value: string): T }>(request: T, token: string): T =>
    from(request).set('authorization', `Bearer ${token}`);
  const origin = { address, user_agent: 'Rider/1.0', request_id: 'request-of-the-test', count: 1 };
  const onlyOne = (rows: readonly Recorded[], row: Partial<Recorded>): void => {
    expect(rows.map(({ kind }) => kind)).to.have.length(1);
    expect(rows[0]).to.deep.include({ ...origin, outcome: 'success', ...row });
  };

  it('a registration, of a free address and of a taken one, alike but for what administrators are told', async () => {
    const wishes = fresh();
    const body = (username: string) => ({ email: wishes.email, username, password: goodPassword, fullName: 'ნინო ბერიძე' });
    const first = await recordedBy(app, () => from(post(app, '/register', body(wishes.username))).expect(201));
    const { id } = await app.knex('users').where({ email: wishes.email }).first<{ id: string }>('id');
    onlyOne(first, { kind: 'identity.registered', actor_id: id, subject_type: 'user', subject_id: id, facts: { isNew: true } });
    const code = await codeFor(app, wishes.email);
    const ref = (await app.knex('users').where({ id }).first<{ verification_ref: string }>('verification_ref')).verification_ref;
    const verified = await recordedBy(app, () =>
      from(post(app, '/verify-otp', { userId: ref, code, type: 'EMAIL' })).expect(200),
    );
    onlyOne(verified, { kind: 'identity.email-verified', actor_id: id, subject_id: id });
    const again = await recordedBy(app, () => from(post(app, '/register', body(fresh().username))).expect(201));
    onlyOne(again, { kind: 'identity.registered', actor_id: null, subject_id: null, facts: { isNew: false } });
  });

  describe('of somebody with an account', () => {
    let person: SignedUp;
    beforeEach(async () => {
      person = await signUp(app);
    });
    const mine = (kind: string, changes: Partial<Recorded> = {}): Partial<Recorded> => ({
      kind,
      actor_id: person.id,
      subject_type: 'user',
      subject_id: person.id,
      ...changes,
    });
    const sessionOf = async (token: string): Promise<string> => {
      const { body } = await app.http.get('/api/v1/auth/sessions').set('authorization', `Bearer ${token}`).expect(200);
      return body.data.find(({ current }: { current: boolean }) => current).id as string;
    };

    it('signing in, and out', async () => {
      let token = '';
      const signIn = async (): Promise<void> => {
        token = (await from(login(app, person)).expect(200)).body.data.tokens.accessToken;
      };
      onlyOne(await recordedBy(app, signIn), mine('identity.signed-in'));
      const session = await sessionOf(token);
      const signOut = () => signed(app.http.post('/api/v1/auth/logout'), token).expect(200);
      onlyOne(await recordedBy(app, signOut), mine('identity.signed-out', { subject_type: 'session', subject_id: session }));
    });

    it('signing in that fails: wrong password, unknown address, not verified; the address stands there as a mark alone', async () => {
      const wrong = () => from(login(app, { ...person, password: 'not the password' })).expect(401);
      const rows = [...(await recordedBy(app, wrong)), ...(await recordedBy(app, wrong))];
      const [mark] = rows.map(({ facts }) => facts['account']);
      expect(mark).to.match(/^[\w-]{22}$/);
      for (const row of rows) {
        onlyOne([row], {
          kind: 'identity.sign-in-failed',
          outcome: 'failure',
          actor_id: null,
          subject_id: person.id,
          facts: { account: mark, reason: 'INVALID_CREDENTIALS' },
        });
      }
      const unknown = fresh();
      const [nobody] = await recordedBy(app, () => from(login(app, unknown)).expect(401));
      expect(nobody).to.deep.include({ kind: 'identity.sign-in-failed', subject_id: null, actor_id: null });
      expect(nobody?.facts['account']).to.not.equal(mark);
      await post(app, '/register', { ...unknown, password: goodPassword, fullName: 'ნინო' }).expect(201);
      const [unverified] = await recordedBy(app, () => from(login(app, unknown)).expect(403));
      expect(unverified?.facts).to.deep.equal({ account: nobody?.facts['account'], reason: 'EMAIL_NOT_VERIFIED' });
    });

    it('a refresh token that comes back', async () => {
      const { body } = await refresh(app, person.refreshToken).expect(200);
      await refresh(app, body.data.tokens.refreshToken as string).expect(200);
      const again = async (): Promise<void> => {
        await from(refresh(app, person.refreshToken)).expect(401);
        await from(refresh(app, person.refreshToken)).expect(401);
      };
      const rows = await recordedBy(app, again);
      onlyOne(rows, { kind: 'identity.refresh-token-reused', outcome: 'denied', actor_id: person.id, subject_type: 'session' });
    });

    it('a changed password; one that was refused leaves nothing', async () => {
      const change = (currentPassword: string) =>
        signed(post(app, '/change-password', { currentPassword, newPassword: `${goodPassword} 2` }), person.accessToken);
      expect(await recordedBy(app, () => change('not the password').expect(403))).to.deep.equal([]);
      onlyOne(
        await recordedBy(app, () => change(goodPassword).expect(200)),
        mine('identity.password-changed', { facts: { how: 'changed' } }),
      );
    });

    it('a reset asked for, and done', async () => {
      let ref = '';
      const ask = async (): Promise<void> => {
        ref = (await from(post(app, '/forgot-password', { email: person.email })).expect(200)).body.data.userId;
      };
      const [asked, ...others] = await recordedBy(app, ask);
      expect(others).to.deep.equal([]);
      expect(asked).to.deep.include({ kind: 'identity.password-reset-requested', actor_id: null, address });
      const code = await codeFor(app, person.email);
      const reset = () => from(post(app, '/reset-password', { userId: ref, code, newPassword: `${goodPassword} 3` })).expect(200);
      onlyOne(await recordedBy(app, reset), mine('identity.password-changed', { facts: { how: 'reset' } }));
    });

    it('sessions ended: one, all others, and none where there is none', async () => {
      const second = (await login(app, person).expect(200)).body.data.tokens.accessToken as string;
      await login(app, person).expect(200);
      const session = await sessionOf(second);
      const end = (id: string) => signed(app.http.delete(`/api/v1/auth/sessions/${id}`), person.accessToken);
      const ended = { subject_type: 'session', subject_id: session, facts: { count: 1 } };
      onlyOne(await recordedBy(app, () => end(session).expect(200)), mine('identity.session-ended', ended));
      expect(await recordedBy(app, () => end(session).expect(404))).to.deep.equal([]);
      const endOthers = () => signed(app.http.delete('/api/v1/auth/sessions'), person.accessToken).expect(200);
      onlyOne(await recordedBy(app, endOthers), mine('identity.session-ended', { facts: { count: 1 } }));
      expect(await recordedBy(app, endOthers)).to.deep.equal([]);
    });

    it('a changed profile: names before and after, of all else which fields', async () => {
      const change = (body: object) => signed(app.http.patch('/api/v1/users/me'), person.accessToken).send(body);
      const { username } = fresh();
      const rows = await recordedBy(app, () => change({ username, bio: 'a secret of mine', location: 'Kazbegi' }).expect(200));
      onlyOne(
        rows,
        mine('profiles.profile-changed', {
          facts: { changed: ['username', 'bio', 'location'] },
          before: { username: person.username },
          after: { username },
        }),
      );
      expect(await recordedBy(app, () => change({ username }).expect(200))).to.deep.equal([]);
    });

    it('a picture shown, and taken away in either way', async () => {
      const picture = await encoderOf(paint(64, 64, () => blue))
        .jpeg()
        .toBuffer();
      const show = () =>
        signed(app.http.patch('/api/v1/media/avatar'), person.accessToken).attach('avatar', picture, 'photo.jpg').expect(200);
      const shownId = async () =>
        (await app.knex('users').where({ id: person.id }).first<{ avatar_id: string }>('avatar_id')).avatar_id;
      const shown = await recordedBy(app, show);
      const first = await shownId();
      const changed = { facts: { changed: ['avatar'] } };
      onlyOne(shown, mine('profiles.profile-changed', { ...changed, before: { avatar: null }, after: { avatar: first } }));
      const takeAway = () => signed(app.http.delete('/api/v1/media/avatar'), person.accessToken).expect(200);
      const taken = { ...changed, before: { avatar: first }, after: { avatar: null } };
      onlyOne(await recordedBy(app, takeAway), mine('profiles.profile-changed', taken));
      await show();
      const second = await shownId();
      const remove = () => signed(app.http.delete(`/api/v1/media/${second}`), person.accessToken).expect(200);
      const removed = { ...changed, before: { avatar: second }, after: { avatar: null } };
      onlyOne(await recordedBy(app, remove), mine('profiles.profile-changed', removed));
    });

    it('a post and a comment deleted', async () => {
      const create = async (path: string, body: object): Promise<string> =>
        (await signed(app.http.post(path), person.accessToken).send(body).expect(201)).body.data.id as string;
      const postId = await create('/api/v1/posts', { content: 'გამარჯობა' });
      const commentId = await create(`/api/v1/posts/${postId}/comments`, { content: 'hello' });
      const remove = (path: string) => () => signed(app.http.delete(path), person.accessToken).expect(200);
      const comment = mine('posts.comment-deleted', { subject_type: 'comment', subject_id: commentId });
      onlyOne(await recordedBy(app, remove(`/api/v1/posts/comments/${commentId}`)), comment);
      const removed = mine('posts.post-deleted', { subject_type: 'post', subject_id: postId });
      onlyOne(await recordedBy(app, remove(`/api/v1/posts/${postId}`)), removed);
    });
  });

  it('the first administrator: who was one before is not one anew', async () => {
    const ensure = (email: string) => app.container.get(EnsureFirstAdmin).execute(email, goodPassword);
    const { email } = fresh();
    const [made, ...others] = await recordedBy(app, () => ensure(email));
    expect(others).to.deep.equal([]);
    expect(made).to.deep.include({
      kind: 'identity.role-changed',
      before: null,
      after: { role: 'ADMIN' },
      actor_id: null,
      address: null,
    });
    const rider = await signUp(app);
    const [promoted] = await recordedBy(app, () => ensure(rider.email));
    expect(promoted).to.deep.include({ subject_id: rider.id, before: { role: 'USER' }, after: { role: 'ADMIN' } });
    expect(await recordedBy(app, () => ensure(rider.email))).to.deep.equal([]);
  });

  describe('of refusals', () => {
    let rider: Person;
    before(async () => {
      rider = await createPerson(app);
    });
    const get = (path: string) => from(app.http.get(`/api/v1${path}`)).set('authorization', rider.authorization);

    it('a call without the right to it', async () => {
      const rows = await recordedBy(app, () => get('/admin/cache').expect(403));
      onlyOne(rows, {
        kind: 'security.permission-denied',
        outcome: 'denied',
        actor_id: rider.id,
        facts: { method: 'GET', route: '/api/v1/admin/cache' },
      });
      expect(await recordedBy(app, () => get('/admin/cache').expect(403)), 'counted, not yet written').to.deep.equal([]);
    });

    it("a change of somebody else's", async () => {
      const author = await createPerson(app);
      const { body } = await app.http
        .post('/api/v1/posts')
        .set('authorization', author.authorization)
        .send({ content: 'a' })
        .expect(201);
      const remove = () =>
        from(app.http.delete(`/api/v1/posts/${body.data.id}`))
          .set('authorization', rider.authorization)
          .expect(403);
      const facts = { method: 'DELETE', route: '/api/v1/posts/:id' };
      onlyOne(await recordedBy(app, remove), {
        kind: 'security.permission-denied',
        outcome: 'denied',
        actor_id: rider.id,
        facts,
      });
    });

    it('a query that looks like SQL, which is answered as any other', async () => {
      const q = encodeURIComponent("' OR 1=1 --");
      const rows = await recordedBy(app, async () => {
        const { body } = await get(`/posts/search?q=${q}`).expect(200);
        expect(body.data).to.deep.equal([]);
      });
      onlyOne(rows, {
        kind: 'security.suspicious-input',
        outcome: 'success',
        actor_id: rider.id,
        facts: { route: '/api/v1/posts/search', parameter: 'q', pattern: 'tautology' },
      });
    });

    it('none where nothing is refused for lack of rights: unknown things, wrong input, no token', async () => {
      const ordinary = async (): Promise<void> => {
        await get('/posts/01939f3c-7b1a-7c3e-9a51-3f2b8c6d4e20').expect(404);
        await get('/posts/search?page=0').expect(400);
        await get('/posts/search?q=motorcycle').expect(200);
        await from(app.http.get('/api/v1/auth/me')).expect(401);
      };
      expect(await recordedBy(app, ordinary)).to.deep.equal([]);
    });
  });

  // A block of its own, so that it comes last.
  describe('as a whole', () => {
    it('holds no address, password, code or token of all that, and is one chain', async () => {
      const rows = JSON.stringify(await app.knex('audit_records').select('facts', 'before', 'after', 'user_agent', 'request_id'));
      expect(rows).to.not.match(/@|example\.ge|მოტოციკლი|secret of mine|eyJ|"\d{6}"/);
      expect(await verifyAudit(app.knex)).to.not.have.property('fault');
    });
  });
});

describe('the audit log of a limit', () => {
  let app: TestApp;
  before(async () => {
    const limits = { search: { points: 3, windowSeconds: 60 }, auth: { points: 4, windowSeconds: 900 } };
    app = await buildTestApp(undefined, { config: { limits, http: { trustedProxies: 1 } } });
  });
  after(() => app.close());

  it('has the first hit as a row, and then how many there were', async () => {
    const search = () => app.http.get('/api/v1/posts/search?q=honda').set('x-forwarded-for', '198.51.100.20');
    const rows = await recordedBy(app, async () => {
      for (let n = 0; n < 3; n += 1) await search().expect(200);
      for (let n = 0; n < 30; n += 1) await search().expect(429);
    });
    expect(rows).to.have.length(1);
    expect(rows[0]).to.deep.include({
      kind: 'security.rate-limited',
      outcome: 'denied',
      actor_id: null,
      address: '198.51.100.20',
      count: 1,
      facts: { method: 'GET', route: '/api/v1/posts/search' },
    });
  });

  it('has failed sign-ins as what they are, and those that the limit refused as hits of the limit', async () => {
    const { email } = fresh();
    const attempt = () => login(app, { email }).set('x-forwarded-for', '198.51.100.21');
    const rows = await recordedBy(app, async () => {
      for (let n = 0; n < 4; n += 1) await attempt().expect(401);
      await attempt().expect(429);
    });
    expect(rows.map(({ kind }) => kind)).to.deep.equal([...Array(4).fill('identity.sign-in-failed'), 'security.rate-limited']);
  });
});

import { expect } from 'chai';
import { AccountRepository } from '../../../src/core/identity/index.js';
import { Clock, type Role } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { codeFor, login, post, refresh, signUp, type SignedUp } from './sign-up.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Nothing is waited for: what one instance was told holds at the other from the next request on. */
describe('who may do what, at two instances of one database', () => {
  const clock = new FakeClock();
  let here: TestApp;
  let there: TestApp;
  let person: SignedUp;
  /** Another session of the same person. */
  let elsewhere: Tokens;
  before(async () => {
    const withClock = (container: TestApp['container']) => container.rebind(Clock).toConstantValue(clock);
    here = await buildTestApp(withClock);
    there = await buildTestApp(withClock, { beside: here });
  });
  after(async () => {
    await there.close();
    await here.close();
  });

  const statusOf = async (app: TestApp, path: string, { accessToken }: Tokens): Promise<number> =>
    (await app.http.get(`/api/v1${path}`).set('authorization', `Bearer ${accessToken}`)).status;

  /** A route for members, and one that anybody may ask and whose answer is kept for those without a token. */
  const expectStatus = async (tokens: Tokens, status: number): Promise<void> => {
    for (const app of [there, here]) {
      for (const path of ['/auth/me', '/auth/sessions', '/posts/trending'])
        expect(await statusOf(app, path, tokens), path).to.equal(status);
    }
  };
  const expectOver = async (tokens: Tokens): Promise<void> => {
    await expectStatus(tokens, 401);
    for (const app of [there, here]) await refresh(app, tokens.refreshToken).expect(401);
  };
  const as = ({ accessToken }: Tokens) => ({ authorization: `Bearer ${accessToken}` });

  beforeEach(async () => {
    person = await signUp(here);
    elsewhere = (await login(there, person).expect(200)).body.data.tokens;
    for (const app of [here, there]) await app.http.get('/api/v1/posts/trending').expect(200);
    for (const tokens of [person, elsewhere]) await expectStatus(tokens, 200);
  });

  it('signing out', async () => {
    await post(here, '/logout', {}).set(as(person)).expect(200);
    await expectOver(person);
    await expectStatus(elsewhere, 200);
  });

  it('signing out everywhere else', async () => {
    await here.http.delete('/api/v1/auth/sessions').set(as(person)).expect(200);
    await expectOver(elsewhere);
    await expectStatus(person, 200);
  });

  it('a new password ends all sessions', async () => {
    const body = { currentPassword: person.password, newPassword: 'a new password of mine' };
    await post(here, '/change-password', body).set(as(person)).expect(200);
    for (const tokens of [person, elsewhere]) await expectOver(tokens);
  });

  it('a password reset by mail does', async () => {
    await post(here, '/forgot-password', { email: person.email }).expect(200);
    const code = await codeFor(here, person.email);
    await post(here, '/reset-password', { userId: person.ref, code, newPassword: 'a new password of mine' }).expect(200);
    for (const tokens of [person, elsewhere]) await expectOver(tokens);
  });

  it('a refresh token that comes back ends its session', async () => {
    const second: Tokens = (await refresh(here, person.refreshToken).expect(200)).body.data.tokens;
    const third: Tokens = (await refresh(there, second.refreshToken).expect(200)).body.data.tokens;
    await refresh(here, person.refreshToken).expect(401);
    for (const tokens of [person, second, third]) await expectOver(tokens);
    await expectStatus(elsewhere, 200);
  });

  it('a ban, until it is over', async () => {
    const ban = { banned_at: clock.now(), banned_until: new Date(clock.now().getTime() + 60_000) };
    await here.knex('users').where({ id: person.id }).update(ban);
    for (const tokens of [person, elsewhere]) await expectOver(tokens);
    clock.advance(60_000);
    for (const tokens of [person, elsewhere]) await expectStatus(tokens, 200);
  });

  it('a role, given and taken', async () => {
    const roleTo = (role: Role): Promise<void> => here.container.get(AccountRepository).setRole(person.id, role, clock.now());
    const admin = async (): Promise<number[]> =>
      Promise.all([there, here].map((app) => statusOf(app, '/admin/cache', elsewhere)));
    expect(await admin()).to.deep.equal([403, 403]);
    await roleTo('ADMIN');
    expect(await admin()).to.deep.equal([200, 200]);
    for (const role of ['MODERATOR', 'USER'] as const) {
      await roleTo(role);
      expect(await admin()).to.deep.equal([403, 403]);
      await expectStatus(elsewhere, 200);
    }
  });

  it('twenty refreshes at once, spread over both, are one chain', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => refresh(n % 2 === 0 ? here : there, person.refreshToken)),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(20).fill(200));
    expect(new Set(answers.map(({ body }) => (body.data.tokens as Tokens).refreshToken))).to.have.property('size', 1);
    const row = await here.knex('sessions').where({ user_id: person.id, refresh_counter: 1 }).select('revoked_at');
    expect(row).to.deep.equal([{ revoked_at: null }]);
  });

  it('signing out while others refresh: whatever they were given is over, at both', async () => {
    const [, ...answers] = await Promise.all([
      post(here, '/logout', {}).set(as(person)).expect(200),
      ...Array.from({ length: 8 }, (_, n) => refresh(n % 2 === 0 ? here : there, person.refreshToken)),
    ]);
    for (const { status, body } of answers) {
      expect(status).to.be.oneOf([200, 401]);
      if (status === 200) await expectOver(body.data.tokens as Tokens);
    }
    await expectOver(person);
  });
});

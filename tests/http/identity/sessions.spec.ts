import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson } from '../../support/people.js';
import { login, me, refresh, signUp, type SignedUp } from './sign-up.js';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0';

describe('sessions', () => {
  let app: TestApp;
  let person: SignedUp;
  before(async () => {
    app = await buildTestApp();
  });
  after(() => app.close());
  beforeEach(async () => {
    person = await signUp(app);
  });

  const as = (accessToken: string) => ({ authorization: `Bearer ${accessToken}` });
  const list = async (accessToken: string) =>
    (await app.http.get('/api/v1/auth/sessions').set(as(accessToken)).expect(200)).body.data as Record<string, unknown>[];
  const signInAgain = async (): Promise<{ accessToken: string; refreshToken: string }> => {
    const { body } = await login(app, person).set('user-agent', firefox).expect(200);
    return body.data.tokens;
  };

  it('are listed to their owner, the last used first, without anything that opens them', async () => {
    const other = await signInAgain();
    const sessions = await list(other.accessToken);
    expect(sessions).to.have.length(2);
    for (const session of sessions) expect(session).to.have.all.keys('id', 'current', 'device', 'ip', 'createdAt', 'lastUsedAt');
    expect(sessions[0]).to.include({ current: true, device: 'Firefox, Linux' });
    expect(sessions[0]?.['ip']).to.match(/127\.0\.0\.1$/);
    expect(sessions[1]).to.include({ current: false });
    await refresh(app, person.refreshToken).expect(200);
    expect((await list(other.accessToken)).map(({ current }) => current)).to.deep.equal([false, true]);
  });

  it('are ended one by one', async () => {
    const other = await signInAgain();
    const [session] = (await list(person.accessToken)).filter(({ current }) => !current);
    const end = () => app.http.delete(`/api/v1/auth/sessions/${String(session?.['id'])}`).set(as(person.accessToken));
    expect((await end().expect(200)).body).to.deep.equal({ success: true, data: null });
    await me(app, other.accessToken).expect(401);
    await refresh(app, other.refreshToken).expect(401);
    await me(app, person.accessToken).expect(200);
    expect((await end().expect(404)).body.error.code).to.equal('SESSION_NOT_FOUND');
  });

  it('can be the current one', async () => {
    const [session] = await list(person.accessToken);
    await app.http
      .delete(`/api/v1/auth/sessions/${String(session?.['id'])}`)
      .set(as(person.accessToken))
      .expect(200);
    await me(app, person.accessToken).expect(401);
  });

  it('of somebody else are not found, and stay; so do none and what is no id', async () => {
    const stranger = await createPerson(app);
    const end = (id: string) => app.http.delete(`/api/v1/auth/sessions/${id}`).set('authorization', stranger.authorization);
    const [session] = await list(person.accessToken);
    await end(String(session?.['id'])).expect(404);
    await end('019ab1c2-3d4e-7f50-8a61-b2c3d4e5f607').expect(404);
    expect((await end('1').expect(400)).body.error.code).to.equal('VALIDATION_FAILED');
    await me(app, person.accessToken).expect(200);
  });

  it('are ended all but the current one, and only those of the caller', async () => {
    const stranger = await createPerson(app);
    const others = [await signInAgain(), await signInAgain()];
    const { body } = await app.http.delete('/api/v1/auth/sessions').set(as(person.accessToken)).expect(200);
    expect(body.data).to.deep.equal({ ended: 2 });
    for (const { accessToken } of others) await me(app, accessToken).expect(401);
    expect(await list(person.accessToken)).to.have.length(1);
    await app.http.get('/api/v1/auth/me').set('authorization', stranger.authorization).expect(200);
  });

  it('are for members', async () => {
    await app.http.get('/api/v1/auth/sessions').expect(401);
    await app.http.delete('/api/v1/auth/sessions').expect(401);
    await app.http.post('/api/v1/auth/logout').expect(401);
    await app.http.get('/api/v1/auth/me').expect(401);
  });
});

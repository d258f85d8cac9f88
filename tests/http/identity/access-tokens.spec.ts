import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { decodeProtectedHeader } from 'jose';
import { TokenIssuer } from '../../../src/core/identity/index.js';
import { Clock, IdGenerator } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { createPerson } from '../../support/people.js';
import { login, me, signUp, type SignedUp } from './sign-up.js';

describe('access tokens', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let person: SignedUp;
  before(async () => {
    app = await buildTestApp((container) => container.rebind(Clock).toConstantValue(clock));
  });
  after(() => app.close());
  beforeEach(async () => {
    person = await signUp(app);
  });

  const expectRefused = async (token: string): Promise<void> => {
    const { body, headers } = await me(app, token).expect(401);
    expect(body.error.code).to.equal('UNAUTHENTICATED');
    expect(headers['www-authenticate']).to.equal('Bearer');
  };
  const claims = (): { sid: string } & Record<string, unknown> =>
    JSON.parse(Buffer.from(person.accessToken.split('.')[1] ?? '', 'base64url').toString());
  const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  /** Signed like ours, with our secret, but for what is given. */
  const signed = (payload: object, header: object = { alg: 'HS256', typ: 'at+jwt' }, secret?: string): string => {
    const text = `${base64({ kid: decodeProtectedHeader(person.accessToken).kid, ...header })}.${base64(payload)}`;
    const mac = createHmac('sha256', secret ?? app.application.config.tokens.accessSecret).update(text);
    return `${text}.${mac.digest('base64url')}`;
  };

  it('are taken as made here', async () => {
    await me(app, signed(claims())).expect(200);
  });

  it('are refused without a signature, signed by others, or for others', async () => {
    const { refreshSecret } = app.application.config.tokens;
    const payload = claims();
    const header = { alg: 'none', typ: 'at+jwt' };
    const forged = [
      `${base64(header)}.${base64(payload)}.`,
      signed(payload, header),
      signed(payload, { alg: 'HS256', typ: 'JWT' }),
      signed(payload, undefined, refreshSecret),
      signed(payload, undefined, 'guessed'),
      signed({ ...payload, aud: 'another-api' }),
      signed({ ...payload, iss: 'elsewhere' }),
      signed({ ...payload, exp: undefined }),
      signed({ ...payload, sid: undefined }),
    ];
    for (const token of forged) await expectRefused(token);
  });

  it('are no refresh tokens, and refresh tokens are no access tokens', async () => {
    await expectRefused(person.refreshToken);
    const { body } = await app.http.post('/api/v1/auth/refresh').send({ refreshToken: person.accessToken }).expect(401);
    expect(body.error.code).to.equal('INVALID_REFRESH_TOKEN');
  });

  it('are refused for a session that is not there, or of another person', async () => {
    const issuer = app.container.get(TokenIssuer);
    const other = await createPerson(app);
    await expectRefused(await issuer.issue({ userId: person.id, sessionId: app.container.get(IdGenerator).next() }));
    await expectRefused(await issuer.issue({ userId: person.id, sessionId: other.sessionId }));
  });

  it('live fifteen minutes', async () => {
    clock.advance(15 * 60_000 - 1_000);
    await me(app, person.accessToken).expect(200);
    clock.advance(1_000);
    await expectRefused(person.accessToken);
  });

  it('die at once with a ban, and live again when it is over; so do sign-in and refresh', async () => {
    const bannedUntil = new Date(clock.now().getTime() + 60_000);
    await app.knex('users').where({ id: person.id }).update({ banned_at: clock.now(), banned_until: bannedUntil });
    await expectRefused(person.accessToken);
    await app.http.post('/api/v1/auth/refresh').send({ refreshToken: person.refreshToken }).expect(401);
    const { body } = await login(app, person).expect(403);
    expect(body.error.code).to.equal('ACCOUNT_BANNED');
    await login(app, { ...person, password: 'not the password' }).expect(401);
    clock.advance(60_000);
    await me(app, person.accessToken).expect(200);
    await login(app, person).expect(200);
    await app.http.post('/api/v1/auth/refresh').send({ refreshToken: person.refreshToken }).expect(200);
  });

  it('die with the account', async () => {
    await app.knex('users').where({ id: person.id }).del();
    await expectRefused(person.accessToken);
    await app.http.post('/api/v1/auth/refresh').send({ refreshToken: person.refreshToken }).expect(401);
    await login(app, person).expect(401);
  });
});

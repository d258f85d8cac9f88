import { hash } from '@node-rs/argon2';
import { expect } from 'chai';
import { Clock } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { fresh, goodPassword, login, post, signUp } from './sign-up.js';

const second = 1_000;

describe('POST /auth/login', () => {
  const clock = new FakeClock();
  let app: TestApp;
  before(async () => {
    const config = { http: { trustedProxies: 1 } };
    app = await buildTestApp((container) => container.rebind(Clock).toConstantValue(clock), { config });
  });
  after(() => app.close());

  /** Signs in from this address, as a proxy in front would tell it. */
  const from = (ip: string, email: string, password = goodPassword) => login(app, { email, password }).set('x-forwarded-for', ip);

  it('makes an old, cheap hash anew, once', async () => {
    const person = await signUp(app);
    const hashOf = async (): Promise<string> =>
      (await app.knex('users').where({ id: person.id }).first('password_hash')).password_hash;
    const cheap = await hash(goodPassword, { memoryCost: 1_024, timeCost: 1, parallelism: 1 });
    await app.knex('users').where({ id: person.id }).update({ password_hash: cheap });
    await login(app, { ...person, password: 'not the password' }).expect(401);
    expect(await hashOf()).to.equal(cheap);
    await login(app, person).expect(200);
    const renewed = await hashOf();
    expect(renewed).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await login(app, person).expect(200);
    expect(await hashOf()).to.equal(renewed);
  });

  it('refuses after five failures from one place for a time that grows, right password or not', async () => {
    const person = await signUp(app);
    const place = '203.0.113.10';
    for (let n = 0; n < 5; n += 1) await from(place, person.email, 'not the password').expect(401);
    const { body, headers } = await from(place, person.email).expect(429);
    expect(body.error.code).to.equal('RATE_LIMITED');
    expect(headers['retry-after']).to.equal('30');
    clock.advance(30 * second);
    await from(place, person.email, 'not the password').expect(401);
    expect((await from(place, person.email).expect(429)).headers['retry-after']).to.equal('60');
    clock.advance(60 * second);
    await from(place, person.email).expect(200);
    for (let n = 0; n < 4; n += 1) await from(place, person.email, 'not the password').expect(401);
    await from(place, person.email).expect(200);
  });

  it('lets five of 50 guesses at once be looked at', async () => {
    const person = await signUp(app);
    const answers = await Promise.all(Array.from({ length: 50 }, () => from('203.0.113.11', person.email, 'not the password')));
    expect(answers.filter(({ status }) => status === 401)).to.have.length(5);
    expect(answers.filter(({ status }) => status === 429)).to.have.length(45);
  });

  it('blocks unknown addresses just the same', async () => {
    const { email } = fresh();
    for (let n = 0; n < 5; n += 1) await from('203.0.113.12', email).expect(401);
    expect((await from('203.0.113.12', email).expect(429)).headers['retry-after']).to.equal('30');
  });

  it('does not lock the owner out while strangers guess from many places, who are slowed down', async () => {
    const person = await signUp(app);
    const home = '198.51.100.7';
    await from(home, person.email).expect(200);
    const statuses: number[] = [];
    for (let n = 0; n < 60; n += 1) statuses.push((await from(`203.0.113.${100 + n}`, person.email, 'not it')).status);
    expect(statuses.slice(0, 49)).to.deep.equal(Array(49).fill(401));
    expect(statuses.slice(-5)).to.deep.equal(Array(5).fill(429));
    await from('203.0.113.200', person.email).expect(429);
    await from(home, person.email).expect(200);
  });

  it('catches a slow spray over 100 addresses, one try a minute, and lets the owner in from his own network', async function () {
    this.timeout(90_000); // some 55 passwords are hashed
    const person = await signUp(app);
    await from('2001:db8:77:1:aaaa::1', person.email).expect(200);
    const answers: [number, number][] = [];
    for (let n = 0; n < 100; n += 1) {
      const { status, headers } = await from(`2001:db8:${(n + 100).toString(16)}:1::1`, person.email, 'not it');
      answers.push([status, Number(headers['retry-after'] ?? 0)]);
      clock.advance(60 * second);
    }
    expect(answers.filter(([status]) => status === 401).length).to.be.within(50, 60);
    expect(new Set(answers.slice(0, 50).map(([status]) => status))).to.deep.equal(new Set([401]));
    const waits = answers.map(([, wait]) => wait);
    expect(Math.max(...waits)).to.be.above(8 * 60);
    // Right or not, from a place that is not his.
    await from('2001:db8:fe:1::1', person.email, 'not it');
    await from('2001:db8:ff:1::1', person.email).expect(429);
    // His device, under the address it has today.
    await from('2001:db8:77:1:bbbb::2', person.email).expect(200);
  });

  it('slows down one place that tries many accounts', async function () {
    this.timeout(90_000); // 205 passwords are hashed
    const statuses: number[] = [];
    for (let n = 0; n < 205; n += 1) statuses.push((await from('203.0.113.13', `victim${n}@example.ge`, 'Password 2026')).status);
    expect(statuses.slice(0, 200)).to.deep.equal(Array(200).fill(401));
    expect(statuses.slice(-5)).to.deep.equal(Array(5).fill(429));
  });

  it('keeps no typed address in the table of attempts', async () => {
    const { email } = fresh();
    await from('203.0.113.14', email).expect(401);
    const { rows } = await app.knex.raw('select string_agg(key, $$ $$) as keys from attempts');
    expect(rows[0].keys).to.match(/pair:/).and.not.include('example.ge').and.not.include('203.0.113');
  });

  it('gives nothing to a sign-in that a password change has overtaken', async () => {
    const person = await signUp(app);
    const authorization = `Bearer ${person.accessToken}`;
    const change = post(app, '/change-password', { currentPassword: goodPassword, newPassword: 'another good one' });
    const [changed, ...signIns] = await Promise.all([
      change.set('authorization', authorization),
      ...Array.from({ length: 8 }, (_, n) => from(`198.51.100.${20 + n}`, person.email)),
    ]);
    expect(changed.status).to.equal(200);
    for (const { status, body } of signIns) {
      if (status === 200)
        await app.http.post('/api/v1/auth/refresh').send({ refreshToken: body.data.tokens.refreshToken }).expect(401);
      else expect(status).to.equal(401);
    }
    expect(await app.knex('sessions').where({ user_id: person.id }).whereNull('revoked_at')).to.deep.equal([]);
  });

  it('stops guesses at the current password of a stolen session', async () => {
    const person = await signUp(app);
    const change = (currentPassword: string) =>
      post(app, '/change-password', { currentPassword, newPassword: 'another good one' }).set(
        'authorization',
        `Bearer ${person.accessToken}`,
      );
    for (let n = 0; n < 10; n += 1) await change('not the password').expect(403);
    const { headers } = await change(goodPassword).expect(429);
    expect(Number(headers['retry-after'])).to.be.above(3_000);
  });
});

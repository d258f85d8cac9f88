import { expect } from 'chai';
import { Clock } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { login, me, refresh, signUp, type SignedUp } from './sign-up.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

const second = 1_000;
const day = 86_400 * second;

describe('POST /auth/refresh', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let person: SignedUp;
  let queries = 0;
  before(async () => {
    app = await buildTestApp((container) => container.rebind(Clock).toConstantValue(clock));
    app.knex.on('query', () => (queries += 1));
  });
  after(() => app.close());
  beforeEach(async () => {
    person = await signUp(app);
  });

  const next = async (refreshToken: string): Promise<Tokens> => (await refresh(app, refreshToken).expect(200)).body.data.tokens;
  const refused = async (refreshToken: string): Promise<void> => {
    expect((await refresh(app, refreshToken).expect(401)).body.error.code).to.equal('INVALID_REFRESH_TOKEN');
  };
  const counter = async (): Promise<number> =>
    (await app.knex('sessions').where({ user_id: person.id }).first('refresh_counter')).refresh_counter;

  it('gives another token each time, and the session stays one', async () => {
    const one = await next(person.refreshToken);
    const two = await next(one.refreshToken);
    expect(new Set([person.refreshToken, one.refreshToken, two.refreshToken])).to.have.property('size', 3);
    await me(app, two.accessToken).expect(200);
    expect(await counter()).to.equal(2);
    expect(await app.knex('sessions').where({ user_id: person.id })).to.have.length(1);
  });

  it('answers the token before with the same current one, for a minute: a lost reply, a second tab', async () => {
    const one = await next(person.refreshToken);
    clock.advance(60 * second - 1);
    const again = await next(person.refreshToken);
    expect(again.refreshToken).to.equal(one.refreshToken);
    await me(app, again.accessToken).expect(200);
    expect(await counter()).to.equal(1);
    await next(one.refreshToken);
  });

  it('makes one chain of 20 at once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => refresh(app, person.refreshToken)));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(20).fill(200));
    const tokens = new Set(answers.map(({ body }) => (body.data.tokens as Tokens).refreshToken));
    expect(tokens).to.have.property('size', 1);
    expect(await counter()).to.equal(1);
    for (const token of tokens) await next(token);
  });

  it('ends the session when the token before comes back too late, and tells its owner', async () => {
    const one = await next(person.refreshToken);
    const elsewhere = (await login(app, person).expect(200)).body.data.tokens as Tokens;
    await me(app, one.accessToken).expect(200);
    clock.advance(60 * second);
    await refused(person.refreshToken);
    await refused(one.refreshToken);
    await me(app, one.accessToken).expect(401);
    await me(app, elsewhere.accessToken).expect(200);
    const row = await app.knex('sessions').where({ user_id: person.id }).whereNotNull('revoked_at').first('revoked_reason');
    expect(row.revoked_reason).to.equal('reuse');
    await app.settle();
    expect(app.mails.lastTo(person.email).subject).to.include('Security notice');
  });

  it('ends the session at once for a token two uses old', async () => {
    const one = await next(person.refreshToken);
    const two = await next(one.refreshToken);
    await refused(person.refreshToken);
    await refused(two.refreshToken);
    await me(app, two.accessToken).expect(401);
  });

  it('tells the owner once, however often and at once the old token comes', async () => {
    await next((await next(person.refreshToken)).refreshToken);
    await Promise.all(Array.from({ length: 10 }, () => refused(person.refreshToken)));
    await app.settle();
    expect(
      app.mails.mails.filter(({ to, subject }) => to === person.email && subject.includes('Security notice')),
    ).to.have.length(1);
  });

  it('lives seven days from its last use', async () => {
    clock.advance(7 * day - 1);
    const one = await next(person.refreshToken);
    clock.advance(7 * day - 1);
    const two = await next(one.refreshToken);
    clock.advance(7 * day);
    await refused(two.refreshToken);
    expect((await app.knex('sessions').where({ user_id: person.id }).first('revoked_at')).revoked_at).to.equal(null);
  });

  it('refuses a forged token without asking the database', async () => {
    const [id, , mac] = person.refreshToken.split('.');
    const last = person.refreshToken.slice(-1);
    const forged = [
      ...['x', 'a.b.c', `${id}.1.${mac}`, `${id}.0.${'A'.repeat(43)}`, `${person.refreshToken}x`, 'ა'.repeat(1_000)],
      person.refreshToken.slice(0, -1) + (last === 'A' ? 'B' : 'A'),
    ];
    const before = queries;
    for (const token of forged) await refused(token);
    expect(queries).to.equal(before);
    await next(person.refreshToken);
  });

  it('refuses what is no token text with the field', async () => {
    for (const body of [{}, { refreshToken: 7 }, { refreshToken: '' }, { refreshToken: 'x', role: 'ADMIN' }]) {
      const { body: answer } = await app.http.post('/api/v1/auth/refresh').send(body).expect(400);
      expect(answer.error.code).to.equal('VALIDATION_FAILED');
    }
  });

  it('slows a client down that refreshes for ever', async () => {
    const statuses: number[] = [];
    let token = person.refreshToken;
    for (let n = 0; n < 61; n += 1) {
      const { status, body, headers } = await refresh(app, token);
      statuses.push(status);
      if (status === 200) token = (body.data.tokens as Tokens).refreshToken;
      else expect(Number(headers['retry-after'])).to.be.within(1, 60);
    }
    expect(statuses).to.deep.equal([...Array<number>(60).fill(200), 429]);
    await me(app, person.accessToken).expect(200);
  });
});

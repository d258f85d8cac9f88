import { expect } from 'chai';
import type { Response } from 'supertest';
import { PasswordHasher } from '../../../src/core/identity/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { CountingHasher } from './counting-hasher.js';
import { fresh, goodPassword, login, post, register, signUp } from './sign-up.js';

interface Seen {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
  readonly hashed: number;
  readonly verified: number;
  readonly statements: number;
}

describe('whether an address has an account', () => {
  const hasher = new CountingHasher();
  let app: TestApp;
  let statements = 0;
  let verified: { email: string; ref: string };
  let unverified: { email: string; ref: string };
  let unknown: { email: string; ref: string };
  before(async () => {
    app = await buildTestApp((container) => container.rebind(PasswordHasher).toConstantValue(hasher));
    app.knex.on('query', () => (statements += 1));
  });
  after(() => app.close());

  /** Three addresses that only we know apart: an account, one that was never confirmed, and nobody. */
  beforeEach(async () => {
    verified = await signUp(app);
    const wishes = fresh();
    unverified = { ...wishes, ref: await register(app, wishes) };
    const { email } = fresh();
    unknown = { email, ref: (await post(app, '/forgot-password', { email }).expect(200)).body.data.userId as string };
    await app.settle();
  });

  /** What a stranger can see of an answer, and the work behind it. Ids are different by nature: only their form is kept. */
  async function see(call: PromiseLike<Response>): Promise<Seen> {
    const before = { hashed: hasher.hashed, verified: hasher.verified, statements };
    const { status, headers, text } = await call;
    return {
      status,
      headers: Object.keys(headers).sort(),
      body: text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>'),
      hashed: hasher.hashed - before.hashed,
      verified: hasher.verified - before.verified,
      statements: statements - before.statements,
    };
  }

  async function same(
    work: (who: { email: string; ref: string }) => PromiseLike<Response>,
    whom = [verified, unverified, unknown],
  ) {
    const seen: Seen[] = [];
    for (const who of whom) seen.push(await see(work(who)));
    for (const one of seen) expect(one).to.deep.equal(seen[0]);
    return seen[0] as Seen;
  }

  it('is not told by a sign-in with a wrong password: same answer, same hashing, same statements', async () => {
    const seen = await same(({ email }) => login(app, { email, password: 'not the password' }));
    expect(seen).to.deep.include({ status: 401, hashed: 0, verified: 2 });
    expect(seen.body).to.include('INVALID_CREDENTIALS');
  });

  it('is not told by registering: 201 with the same ref as ever, and the password is always hashed', async () => {
    const registerAs = ({ email }: { email: string }) =>
      post(app, '/register', { email, username: fresh().username, password: goodPassword, fullName: 'Nino' });
    const seen = await same(registerAs, [verified, unknown]);
    expect(seen).to.deep.include({ status: 201, hashed: 1, verified: 1 });
    for (const { email, ref } of [verified, unverified, unknown]) {
      expect((await registerAs({ email }).expect(201)).body.data.userId).to.equal(ref);
    }
  });

  it('is not told by what registering leaves behind: username gone, password good for "not verified" alone', async () => {
    for (const { email, ref } of [verified, unknown]) {
      const { username } = fresh();
      const body = { email, username, password: 'a password of a stranger', fullName: 'Nino' };
      await post(app, '/register', body).expect(201);
      await post(app, '/register', { ...body, email: fresh().email }).expect(409);
      const refused = await login(app, { email, password: body.password }).expect(403);
      expect(refused.body.error).to.deep.include({ code: 'EMAIL_NOT_VERIFIED', details: { userId: [ref] } });
    }
    const right = await same(({ email }) => login(app, { email, password: 'a password of a stranger' }), [verified, unknown]);
    expect(right.status).to.equal(403);
    await login(app, { email: verified.email }).expect(200);

    for (const { email } of [verified, unknown]) {
      const again = { email, username: fresh().username, password: 'yet another password', fullName: 'Nino' };
      await post(app, '/register', again).expect(201);
      await login(app, { email, password: 'a password of a stranger' }).expect(401);
      await login(app, { email, password: again.password }).expect(401);
    }
    await login(app, { email: verified.email }).expect(200);
  });

  it('is told to the owner of a taken address, and to nobody else, who gets no code', async () => {
    await register(app, { email: verified.email, username: fresh().username });
    await app.settle();
    const mail = app.mails.lastTo(verified.email);
    expect(mail.subject).to.include('You already have an account');
    expect(mail.text).not.to.match(/\d{6}/);
    expect(app.mails.mails.filter(({ to }) => to.endsWith('.invalid'))).to.deep.equal([]);
  });

  it('is not told by asking for codes, however often', async () => {
    const resent = await same(({ ref }) => post(app, '/resend-otp', { userId: ref, type: 'EMAIL' }));
    expect(resent.status).to.equal(200);
    const repeated = await same(({ ref }) => post(app, '/resend-otp', { userId: ref, type: 'EMAIL' }));
    expect(repeated.body).to.equal(resent.body);
    const forgotten = await same(
      ({ email }) => post(app, '/forgot-password', { email: email.toUpperCase() }),
      [verified, unverified],
    );
    expect(forgotten.status).to.equal(200);
    for (const { email, ref } of [verified, unverified, unknown]) {
      expect((await post(app, '/forgot-password', { email }).expect(200)).body.data.userId).to.equal(ref);
    }
    await app.settle();
    expect(app.mails.mails.filter(({ to }) => to === unknown.email)).to.deep.equal([]);
  });

  it('is not told by wrong codes: for an account with a code, without one, and nobody', async () => {
    await post(app, '/forgot-password', { email: verified.email });
    await app.settle();
    const badReset = await same(({ ref }) =>
      post(app, '/reset-password', { userId: ref, code: '000000', newPassword: 'a new password' }),
    );
    expect(badReset.status).to.equal(400);
    expect(badReset.body).to.include('INVALID_CODE');
    const badCode = await same(({ ref }) => post(app, '/verify-otp', { userId: ref, code: '000000', type: 'EMAIL' }));
    expect(badCode.body.replace(/"requestId":"<uuid>"/, '')).to.equal(badReset.body.replace(/"requestId":"<uuid>"/, ''));
  });

  it('does not follow from the public id of a person', async () => {
    const person = await signUp(app);
    expect(person.id).not.to.equal(person.ref);
    await post(app, '/forgot-password', { email: person.email });
    await app.settle();
    const code = /\b\d{6}\b/.exec(app.mails.lastTo(person.email).text)?.[0] ?? '';
    await post(app, '/reset-password', { userId: person.id, code, newPassword: 'a new password' }).expect(400);
    await post(app, '/reset-password', { userId: person.ref, code, newPassword: 'a new password' }).expect(200);
  });
});

import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { codeFor, fresh, goodPassword, login, me, post, refresh, register, signUp } from './sign-up.js';

const userFields = [
  ...['id', 'email', 'username', 'fullName', 'phone', 'bio', 'location', 'avatarUrl', 'coverUrl', 'role'],
  ...['isVerified', 'followersCount', 'followingCount', 'postsCount', 'createdAt', 'updatedAt'],
];

describe('from signing up to signing out', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp();
  });
  after(() => app.close());

  it('registers, confirms, signs in, refreshes, asks who it is, and signs out', async () => {
    const { email, username } = fresh();
    const registration = { email, username, password: goodPassword, fullName: '  ნინო   ბერიძე ', phone: '+995599123456' };
    const registered = await post(app, '/register', registration).expect(201);
    expect(registered.body.data).to.have.all.keys('userId', 'message');
    const { userId } = registered.body.data as { userId: string };
    expect(userId).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

    const refused = await login(app, { email }).expect(403);
    expect(refused.body.error).to.deep.include({ code: 'EMAIL_NOT_VERIFIED', details: { userId: [userId] } });

    const code = await codeFor(app, email);
    const verified = await post(app, '/verify-otp', { userId, code, type: 'EMAIL' }).expect(200);
    const { user, tokens } = verified.body.data;
    expect(user).to.have.all.keys(userFields);
    expect(user).to.include({ email, username, phone: '+995599123456', role: 'USER', isVerified: true, followersCount: 0 });
    expect(user.id).not.to.equal(userId);
    await me(app, tokens.accessToken).expect(200);

    const signedIn = await login(app, { email: ` ${email.toUpperCase()} ` }).expect(200);
    expect(signedIn.body.data.user).to.deep.equal(user);
    const row = await app.knex('users').where({ id: user.id }).first('last_login_at');
    expect(row.last_login_at).to.be.instanceOf(Date);

    const refreshed = await refresh(app, signedIn.body.data.tokens.refreshToken).expect(200);
    expect(refreshed.body.data).to.have.all.keys('tokens');
    const { accessToken, refreshToken } = refreshed.body.data.tokens;
    expect((await me(app, accessToken).expect(200)).body.data).to.deep.equal(user);

    const signedOut = await app.http.post('/api/v1/auth/logout').set('authorization', `Bearer ${accessToken}`).expect(200);
    expect(signedOut.body).to.deep.equal({ success: true, data: null });
    for (const token of [accessToken, signedIn.body.data.tokens.accessToken]) {
      expect((await me(app, token).expect(401)).body.error.code).to.equal('UNAUTHENTICATED');
    }
    expect((await refresh(app, refreshToken).expect(401)).body.error.code).to.equal('INVALID_REFRESH_TOKEN');
    await me(app, tokens.accessToken).expect(200);
  });

  it('mails in both languages, the one asked for first, with the same code in text and HTML', async () => {
    const { email, username } = fresh();
    await app.http
      .post('/api/v1/auth/register')
      .set('accept-language', 'en')
      .send({ email, username, password: goodPassword, fullName: 'Nino' })
      .expect(201);
    const code = await codeFor(app, email);
    const { subject, text, html } = app.mails.lastTo(email);
    expect(subject).to.match(/^Confirm your e-mail · დაადასტურეთ/);
    expect(text).to.match(/valid for 10 minutes[^]*მოქმედებს 10 წუთი/);
    expect(html).to.include(code).and.include('lang="ka"');
    expect(subject).not.to.include(code);
  });

  it('lets a resend follow right after registering, and then the newest code count alone', async () => {
    const wishes = fresh();
    const userId = await register(app, wishes);
    const first = await codeFor(app, wishes.email);
    await post(app, '/resend-otp', { userId, type: 'EMAIL' }).expect(200);
    const second = await codeFor(app, wishes.email);
    expect(app.mails.mails.filter(({ to }) => to === wishes.email)).to.have.length(2);
    if (first !== second) await post(app, '/verify-otp', { userId, code: first, type: 'EMAIL' }).expect(400);
    await post(app, '/verify-otp', { userId, code: second, type: 'EMAIL' }).expect(200);
  });

  it('sends no third mail within the minute, and answers the same', async () => {
    const wishes = fresh();
    const userId = await register(app, wishes);
    const answers: unknown[] = [];
    for (let i = 0; i < 4; i += 1) answers.push((await post(app, '/resend-otp', { userId, type: 'EMAIL' }).expect(200)).body);
    await app.settle();
    expect(app.mails.mails.filter(({ to }) => to === wishes.email)).to.have.length(2);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).to.have.property('size', 1);
  });

  it('resets a forgotten password: every session ends, the old password is refused, the new one opens', async () => {
    const person = await signUp(app);
    const asked = await post(app, '/forgot-password', { email: person.email }).expect(200);
    expect(asked.body.data.userId).to.equal(person.ref);
    const code = await codeFor(app, person.email);
    await post(app, '/reset-password', { userId: person.ref, code, newPassword: 'another good one' }).expect(200);
    await me(app, person.accessToken).expect(401);
    await refresh(app, person.refreshToken).expect(401);
    await login(app, person).expect(401);
    await login(app, { email: person.email, password: 'another good one' }).expect(200);
    await post(app, '/reset-password', { userId: person.ref, code, newPassword: 'a third good one' }).expect(400);
    await app.settle();
    expect(app.mails.lastTo(person.email).subject).to.include('Your password was changed');
  });

  it('takes a reset as proof of the address', async () => {
    const wishes = fresh();
    const userId = await register(app, wishes);
    await post(app, '/forgot-password', { email: wishes.email }).expect(200);
    const code = await codeFor(app, wishes.email);
    await post(app, '/reset-password', { userId, code, newPassword: 'another good one' }).expect(200);
    const { body } = await login(app, { email: wishes.email, password: 'another good one' }).expect(200);
    expect(body.data.user.isVerified).to.equal(true);
  });

  it('changes a password: wrong current 403, then every session ends and the new one opens', async () => {
    const person = await signUp(app);
    const other = await login(app, person).expect(200);
    const change = (currentPassword: string) =>
      post(app, '/change-password', { currentPassword, newPassword: 'another good one' }).set(
        'authorization',
        `Bearer ${person.accessToken}`,
      );
    expect((await change('not my password').expect(403)).body.error.code).to.equal('WRONG_PASSWORD');
    await me(app, person.accessToken).expect(200);
    await change(goodPassword).expect(200);
    for (const { accessToken, refreshToken } of [person, other.body.data.tokens]) {
      await me(app, accessToken).expect(401);
      await refresh(app, refreshToken).expect(401);
    }
    await login(app, person).expect(401);
    await login(app, { email: person.email, password: 'another good one' }).expect(200);
  });
});

import { expect } from 'chai';
import sharp from 'sharp';
import { MailboxMailer } from '../../src/adapters/mailbox/mailbox-mailer.js';
import { Mailer } from '../../src/core/mail/index.js';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { eventually } from '../support/eventually.js';
import { createPerson } from '../support/people.js';

/** The story that the product exists for, told through HTTP alone; mail goes to the mailbox that a person would open. */
describe('the first day of a member', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp((container) => {
      container.rebind(Mailer).toDynamicValue(({ container: scope }) => scope.get(MailboxMailer));
    });
    app.application.outbox.start();
  });
  after(() => app.close());

  async function codeFor(email: string): Promise<string> {
    let code: string | undefined;
    await eventually('a mail with a code', async () => {
      const { body } = await app.http.get('/dev/mailbox').set('accept', 'application/json').expect(200);
      const mail = (body.data as { to: string; text: string }[]).find(({ to }) => to.includes(email));
      code = /\b\d{6}\b/.exec(mail?.text ?? '')?.[0];
      return code !== undefined;
    });
    return code ?? '';
  }

  it('registers, verifies, signs in, refreshes, writes a profile, follows, shows a picture, signs out', async () => {
    const api = '/api/v1';
    const friend = await createPerson(app, { username: 'giorgi_rides', fullName: 'გიორგი მაისურაძე' });
    const account = { email: 'Nino@Example.ge', password: 'კახეთის გზები 2026', username: 'nino_rides', fullName: 'ნინო ბერიძე' };

    const registered = await app.http.post(`${api}/auth/register`).send(account).expect(201);
    const code = await codeFor('nino@example.ge');
    await app.http.post(`${api}/auth/verify-otp`).send({ userId: registered.body.data.userId, code, type: 'EMAIL' }).expect(200);
    const signedIn = await app.http
      .post(`${api}/auth/login`)
      .send({ email: account.email, password: account.password })
      .expect(200);
    const { refreshToken } = signedIn.body.data.tokens;
    const refreshed = await app.http.post(`${api}/auth/refresh`).send({ refreshToken }).expect(200);
    const authorization = `Bearer ${refreshed.body.data.tokens.accessToken}`;

    await app.http
      .patch(`${api}/users/me`)
      .set({ authorization })
      .send({ bio: 'გზა და ორი ბორბალი 🏍️', location: 'თბილისი' })
      .expect(200);
    await app.http.post(`${api}/users/${friend.id}/follow`).set({ authorization }).expect(200);
    const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#c0392b' } })
      .jpeg()
      .toBuffer();
    const withPicture = await app.http
      .patch(`${api}/media/avatar`)
      .set({ authorization })
      .attach('avatar', picture, 'me.jpg')
      .expect(200);

    const seen = await app.http.get(`${api}/users/NINO_RIDES`).expect(200);
    expect(seen.body.data).to.include({
      username: 'nino_rides',
      fullName: account.fullName,
      bio: 'გზა და ორი ბორბალი 🏍️',
      location: 'თბილისი',
      email: '',
      phone: null,
      followingCount: 1,
      avatarUrl: withPicture.body.data.avatarUrl,
    });
    const followers = await app.http.get(`${api}/users/${friend.id}/followers`).expect(200);
    expect(followers.body.data.map(({ username }: { username: string }) => username)).to.deep.equal(['nino_rides']);
    const file = await app.http.get(new URL(seen.body.data.avatarUrl as string).pathname).expect(200);
    const { width, height, format } = await sharp(file.body as Buffer).metadata();
    expect({ width, height, format }).to.deep.equal({ width: 200, height: 200, format: 'webp' });

    await app.http.post(`${api}/auth/logout`).set({ authorization }).expect(200);
    await app.http.get(`${api}/auth/me`).set({ authorization }).expect(401);
    await app.http.post(`${api}/auth/refresh`).send({ refreshToken: refreshed.body.data.tokens.refreshToken }).expect(401);
  });
});

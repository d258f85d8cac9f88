import { expect } from 'chai';
import { MailboxMailer } from '../../../src/adapters/mailbox/mailbox-mailer.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';

const mail = { to: 'nino@example.ge', subject: 'კოდი <1> & more', text: 'შენი კოდია 123456 <script>alert(1)</script>' };

describe('/dev/mailbox', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp();
    await app.container.get(MailboxMailer).send(mail);
  });
  after(() => app.close());

  it('shows the mails as a page, newest first, as text and never as markup', async () => {
    const list = await app.http.get('/dev/mailbox').set('accept', 'text/html').expect(200);
    expect(list.text).to.include('კოდი &lt;1&gt; &amp; more').and.include(mail.to);
    const link = /href="(\/dev\/mailbox\/[^"]+)"/.exec(list.text)?.[1] ?? '';
    const one = await app.http.get(link).set('accept', 'text/html').expect(200);
    expect(one.text).to.include('შენი კოდია 123456').and.not.include('<script>');
  });

  it('gives the same as JSON, and 404 for what is not there', async () => {
    const { body } = await app.http.get('/dev/mailbox').set('accept', 'application/json').expect(200);
    expect(body.data[0]).to.include(mail);
    for (const name of ['none.eml', '..%2f..%2fsecrets.json']) await app.http.get(`/dev/mailbox/${name}`).expect(404);
  });
});

describe('/dev/mailbox in production', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp(undefined, { config: { environment: 'production' } });
  });
  after(() => app.close());

  it('is not there', async () => {
    await app.http.get('/dev/mailbox').expect(404);
  });
});

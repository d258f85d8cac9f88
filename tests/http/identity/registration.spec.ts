import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { codeFor, fresh, goodPassword, login, post, register, signUp } from './sign-up.js';

describe('POST /auth/register', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp();
  });
  after(() => app.close());

  const attempt = (change: object = {}) =>
    post(app, '/register', { ...fresh(), password: goodPassword, fullName: 'Nino', ...change });
  const codeOf = async (change: object, status: number): Promise<string> =>
    (await attempt(change).expect(status)).body.error.code;

  it('makes one account of 50 at once with the same address and username, and fails for none', async () => {
    const wishes = fresh();
    const answers = await Promise.all(Array.from({ length: 50 }, () => attempt(wishes)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).to.have.length(1);
    expect(statuses.filter((status) => status === 409)).to.have.length(49);
    expect(await app.knex('users').where({ email: wishes.email })).to.have.length(1);
  });

  it('makes one account of 50 at once with the same address and different usernames: all are answered alike', async () => {
    const { email } = fresh();
    const answers = await Promise.all(Array.from({ length: 50 }, () => attempt({ email })));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(50).fill(201));
    expect(new Set(answers.map(({ body }) => body.data.userId))).to.have.property('size', 1);
    expect(await app.knex('users').where({ email })).to.have.length(1);
    await app.settle();
    expect(app.mails.mails.filter(({ to }) => to === email)).to.have.length.within(1, 6);
  });

  it('gives a username to one of 50 people at once', async () => {
    const { username } = fresh();
    const answers = await Promise.all(Array.from({ length: 50 }, () => attempt({ username })));
    expect(answers.filter(({ status }) => status === 201)).to.have.length(1);
    expect(answers.filter(({ body }) => body.error?.code === 'USERNAME_TAKEN')).to.have.length(49);
  });

  it('takes a username once, in any letter case, whoever the address belongs to', async () => {
    const person = await signUp(app);
    expect(await codeOf({ username: person.username.toUpperCase() }, 409)).to.equal('USERNAME_TAKEN');
    expect(await codeOf({ username: person.username, email: person.email }, 409)).to.equal('USERNAME_TAKEN');
  });

  for (const username of ['me', 'ME', 'Admin', 'search', 'Blocked', 'API', 'auth', 'moderator']) {
    it(`reserves ${username}`, async () => {
      if (username.length < 3) expect(await codeOf({ username }, 400)).to.equal('VALIDATION_FAILED');
      else expect(await codeOf({ username }, 409)).to.equal('USERNAME_RESERVED');
    });
  }

  it('knows an address again however it is typed: letter case, spaces, an international domain', async () => {
    const { username } = fresh();
    const ref = await register(app, { email: `  ${username}@BÜCHER.example `, username });
    const ascii = `${username}@xn--bcher-kva.example`;
    expect(await register(app, { email: ascii, username: fresh().username })).to.equal(ref);
    const code = await codeFor(app, ascii);
    await post(app, '/verify-otp', { userId: ref.toUpperCase(), code, type: 'EMAIL' }).expect(200);
    const { body } = await login(app, { email: `${username.toUpperCase()}@bücher.EXAMPLE` }).expect(200);
    expect(body.data.user.email).to.equal(ascii);
  });

  const bad: [string, object, string][] = [
    ['an address without a domain', { email: 'nino@localhost' }, 'email'],
    ['two addresses', { email: 'a@example.ge,b@example.ge' }, 'email'],
    ['an address with a line break', { email: 'a@example.ge\nBcc: b@example.ge' }, 'email'],
    ['an address for ever undeliverable', { email: 'x@placeholder.invalid' }, 'email'],
    ['a username with a dot', { username: 'nino.b' }, 'username'],
    ['a username in Georgian', { username: 'ნინო' }, 'username'],
    ['a username of 31', { username: 'a'.repeat(31) }, 'username'],
    ['a name of one letter', { fullName: ' ა ' }, 'fullName'],
    ['a name of nothing visible', { fullName: '\u200d\u200d\u200d' }, 'fullName'],
    ['a name of 101', { fullName: 'ა'.repeat(101) }, 'fullName'],
    ['a phone with letters', { phone: '+99559912AB56' }, 'phone'],
    ['a role', { role: 'ADMIN' }, 'role'],
    ['a password that is no text', { password: 12345678 }, 'password'],
  ];
  for (const [name, change, field] of bad) {
    it(`refuses ${name}, and names the field`, async () => {
      const { body } = await attempt(change).expect(400);
      expect(body.error.code).to.equal('VALIDATION_FAILED');
      expect(body.error.details).to.have.all.keys(field);
    });
  }

  it('refuses weak passwords with the reason', async () => {
    const wishes = fresh();
    const weak = ['short', 'password1', 'IloveYOU', 'qwertyuiop', wishes.email, wishes.username.toUpperCase(), 'ა'.repeat(129)];
    for (const password of weak) {
      const { body } = await attempt({ ...wishes, password }).expect(400);
      expect(body.error.code, password).to.equal('WEAK_PASSWORD');
      expect(body.error.details.password).to.have.length(1);
    }
    expect(await app.knex('users').where({ email: wishes.email })).to.deep.equal([]);
  });

  it('takes a Georgian password of 128 letters, and its last letter matters', async () => {
    const password = `${'მოტოციკლეტი'.repeat(12).slice(0, 127)}ა`;
    const person = await signUp(app, { ...fresh(), password });
    await login(app, { email: person.email, password: `${password.slice(0, -1)}ბ` }).expect(401);
    await login(app, { email: person.email, password: password.slice(0, -1) }).expect(401);
    await login(app, { email: person.email, password }).expect(200);
  });

  it('takes a password typed on another keyboard for the same', async () => {
    const person = await signUp(app, { ...fresh(), password: 'caf\u00e9 au lait' });
    await login(app, { email: person.email, password: 'cafe\u0301\u00a0au lait' }).expect(200);
  });

  it('does without a phone, and keeps the name in one line', async () => {
    const wishes = fresh();
    for (const phone of [undefined, null, '']) await attempt({ phone }).expect(201);
    await attempt({ ...wishes, fullName: '  Nino\n\u202eBeridze ' }).expect(201);
    expect(await app.knex('users').where({ email: wishes.email }).first('full_name', 'phone')).to.deep.equal({
      full_name: 'Nino Beridze',
      phone: null,
    });
  });

  it('leaves no password to whoever registered the address of another first', async () => {
    const victim = fresh();
    const stranger = { email: victim.email, username: fresh().username, password: 'the stranger knows it' };
    const ref = await register(app, stranger);
    expect(await register(app, victim)).to.equal(ref);
    const code = await codeFor(app, victim.email);
    await post(app, '/verify-otp', { userId: ref, code, type: 'EMAIL' }).expect(200);
    await login(app, stranger).expect(401);
  });

  it('keeps the password of who registers twice with the same one', async () => {
    const { email, username } = fresh();
    const ref = await register(app, { email, username });
    await register(app, { email, username: fresh().username });
    const code = await codeFor(app, email);
    const { body } = await post(app, '/verify-otp', { userId: ref, code, type: 'EMAIL' }).expect(200);
    expect(body.data.user.username).to.equal(username);
    await login(app, { email }).expect(200);
  });
});

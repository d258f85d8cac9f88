import { expect } from 'chai';
import { Clock } from '../../../src/core/kernel/index.js';
import { EnsureFirstAdmin, PurgeIdentity, WeakPassword } from '../../../src/core/identity/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { rejection } from '../../support/rejection.js';
import { codeFor, fresh, login, me, post, refresh, register, signUp } from './sign-up.js';

const day = 86_400_000;

/** Every row of every table, as text. */
async function dump({ knex }: TestApp): Promise<string> {
  const { rows: tables } = await knex.raw<{ rows: { name: string }[] }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const parts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await knex.raw<{ rows: { text: string }[] }>('select t::text as text from ?? as t', [name]);
    parts.push(`-- ${name}`, ...rows.map(({ text }) => text));
  }
  return parts.join('\n');
}

describe('identity at rest', () => {
  const clock = new FakeClock();
  let app: TestApp;
  beforeEach(async () => {
    app = await buildTestApp((container) => container.rebind(Clock).toConstantValue(clock));
  });
  afterEach(() => app.close());

  it('no table, and no waiting event, holds a password, token or code that could be used', async () => {
    const wishes = { ...fresh(), password: 'Sup3r-secret-passphrase' };
    const newPassword = 'An0ther-secret-passphrase';
    const dumps: string[] = [];
    const look = async (): Promise<void> => void dumps.push(await dump(app));

    const userId = await register(app, wishes);
    await look();
    const code = await codeFor(app, wishes.email);
    await look();
    const { body } = await post(app, '/verify-otp', { userId, code, type: 'EMAIL' }).expect(200);
    const refreshed = await refresh(app, body.data.tokens.refreshToken).expect(200);
    await post(app, '/forgot-password', { email: wishes.email }).expect(200);
    await look();
    const resetCode = await codeFor(app, wishes.email);
    await look();
    await post(app, '/reset-password', { userId, code: resetCode, newPassword }).expect(200);
    const signedIn = await login(app, { email: wishes.email, password: newPassword }).expect(200);
    await look();

    const all = dumps.join('\n');
    expect(all).to.include(wishes.email).and.include('outbox_events').and.include('identity.registration-requested');
    const tokens = [body, refreshed.body, signedIn.body].flatMap(({ data }) => Object.values(data.tokens as object) as string[]);
    const secrets = [wishes.password, newPassword, ...tokens, ...tokens.map((token) => token.split('.').at(-1) ?? token)];
    for (const secret of secrets) expect(all.includes(secret), secret).to.equal(false);
    for (const digits of [code, resetCode]) expect(all).not.to.match(new RegExp(`(?<![0-9a-f-])${digits}(?![0-9a-f-])`));
  });

  it('accounts that were never confirmed go after seven days, with their address, username and placeholders', async () => {
    const owner = await signUp(app);
    const lost = fresh();
    await register(app, lost);
    const { username: held } = fresh();
    await register(app, { email: owner.email, username: held });
    const purge = app.container.get(PurgeIdentity);
    clock.advance(7 * day - 1);
    await purge.run();
    await post(app, '/register', { ...fresh(), username: held, password: 'a good one', fullName: 'Nino' }).expect(409);
    clock.advance(2);
    await purge.run();
    expect((await app.knex('users').select('email')).map(({ email }) => email)).to.deep.equal([owner.email]);
    await register(app, { email: fresh().email, username: lost.username });
    await register(app, { email: lost.email, username: held });
    await login(app, owner).expect(200);
  });

  it('sessions go thirty days after their end, spent codes and idle attempts before', async () => {
    const person = await signUp(app);
    await app.http.post('/api/v1/auth/logout').set('authorization', `Bearer ${person.accessToken}`).expect(200);
    await login(app, { ...person, password: 'not the password' }).expect(401);
    const purge = app.container.get(PurgeIdentity);
    const count = async (table: string): Promise<number> => Number((await app.knex(table).count())[0]?.['count']);
    await purge.run();
    expect([await count('one_time_codes'), await count('sessions'), await count('attempts')]).to.deep.equal([0, 1, 3]);
    clock.advance(30 * day);
    await purge.run();
    expect([await count('sessions'), await count('attempts')]).to.deep.equal([1, 0]);
    clock.advance(1);
    await purge.run();
    expect(await count('sessions')).to.equal(0);
    await me(app, person.accessToken).expect(401);
  });

  it('the first administrator is made once, verified, and can sign in', async () => {
    const ensure = app.container.get(EnsureFirstAdmin);
    expect(await ensure.execute(' Admin@Example.GE ', 'the first secret')).to.equal('created');
    expect(await ensure.execute('admin@example.ge', 'another secret')).to.equal('unchanged');
    const { body } = await login(app, { email: 'admin@example.ge', password: 'the first secret' }).expect(200);
    expect(body.data.user).to.include({ role: 'ADMIN', isVerified: true, username: 'admin_2' });
    expect(await rejection(ensure.execute('other@example.ge', 'password'))).to.be.instanceOf(WeakPassword);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ensure.execute('second@example.ge', 'the first secret')));
    expect(answers.filter((outcome) => outcome === 'created')).to.have.length(1);
  });

  it('an existing account is promoted: a confirmed one keeps its password, an unconfirmed one gets the configured', async () => {
    const ensure = app.container.get(EnsureFirstAdmin);
    const person = await signUp(app);
    expect(await ensure.execute(person.email, 'configured secret')).to.equal('promoted');
    expect((await login(app, person).expect(200)).body.data.user.role).to.equal('ADMIN');
    const stranger = { ...fresh(), password: 'the stranger knows it' };
    await register(app, stranger);
    expect(await ensure.execute(stranger.email, 'configured secret')).to.equal('promoted');
    await login(app, stranger).expect(401);
    await login(app, { email: stranger.email, password: 'configured secret' }).expect(200);
  });
});

import { expect } from 'chai';
import { Clock } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { codeFor, fresh, post, register, signUp } from './sign-up.js';

const minute = 60_000;

describe('codes by mail', () => {
  const clock = new FakeClock();
  let app: TestApp;
  let email: string;
  let ref: string;
  let code: string;
  before(async () => {
    app = await buildTestApp((container) => container.rebind(Clock).toConstantValue(clock));
  });
  after(() => app.close());
  beforeEach(async () => {
    const wishes = fresh();
    email = wishes.email;
    ref = await register(app, wishes);
    code = await codeFor(app, email);
  });

  const guess = (digits: string) => post(app, '/verify-otp', { userId: ref, code: digits, type: 'EMAIL' });
  /** The n-th of codes that are all wrong. */
  const wrong = (n: number): string => String((Number(code) + 1 + n) % 1_000_000).padStart(6, '0');

  it('allow four wrong guesses before the right one', async () => {
    for (let n = 0; n < 4; n += 1) expect((await guess(wrong(n)).expect(400)).body.error.code).to.equal('INVALID_CODE');
    await guess(code).expect(200);
  });

  it('are void after five wrong guesses, and a new one helps', async () => {
    for (let n = 0; n < 5; n += 1) await guess(wrong(n)).expect(400);
    await guess(code).expect(400);
    await post(app, '/resend-otp', { userId: ref, type: 'EMAIL' }).expect(200);
    code = await codeFor(app, email);
    await guess(code).expect(200);
  });

  it('are compared at most five times, for 50 guesses at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => guess(wrong(n))));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array(50).fill(400));
    const [row] = await app
      .knex('one_time_codes as c')
      .join('users as u', 'u.id', 'c.user_id')
      .where({ 'u.email': email })
      .select('attempts');
    expect(row.attempts).to.equal(5);
    await guess(code).expect(400);
  });

  it('work once: of two right ones at the same time one signs in', async () => {
    const answers = await Promise.all([guess(code), guess(code), guess(code)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 400, 400]);
    await guess(code).expect(400);
    expect(await app.knex('sessions as s').join('users as u', 'u.id', 's.user_id').where({ email })).to.have.length(1);
  });

  it('work for ten minutes', async () => {
    clock.advance(10 * minute - 1);
    await guess(code).expect(200);
  });

  it('do not work after ten minutes', async () => {
    clock.advance(10 * minute);
    await guess(code).expect(400);
  });

  it('work for their own account and purpose alone', async () => {
    const other = fresh();
    const otherRef = await register(app, other);
    await post(app, '/verify-otp', { userId: otherRef, code, type: 'EMAIL' }).expect(400);
    await post(app, '/reset-password', { userId: ref, code, newPassword: 'another good one' }).expect(400);
    await guess(code).expect(200);
  });

  it('for a reset: five guesses, one use, ten minutes, and a weak password costs nothing', async () => {
    const person = await signUp(app);
    const ask = async (): Promise<string> => {
      await post(app, '/forgot-password', { email: person.email }).expect(200);
      return codeFor(app, person.email);
    };
    const reset = (digits: string, newPassword = 'another good one') =>
      post(app, '/reset-password', { userId: person.ref, code: digits, newPassword });
    code = await ask();
    for (let n = 0; n < 8; n += 1) expect((await reset(code, 'password').expect(400)).body.error.code).to.equal('WEAK_PASSWORD');
    expect((await reset(code, person.username).expect(400)).body.error.code).to.equal('WEAK_PASSWORD');
    clock.advance(10 * minute - 1);
    const answers = await Promise.all([reset(code), reset(code)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([200, 400]);
    await reset(code).expect(400);
  });

  it('all fail with one and the same answer', async () => {
    const bodies = new Set<string>();
    const add = async (call: ReturnType<typeof guess>): Promise<void> => {
      const { text } = await call.expect(400);
      bodies.add(text.replace(/"requestId":"[^"]*"/, ''));
    };
    await add(guess(wrong(0)));
    await add(post(app, '/verify-otp', { userId: '6f1c0a52-9f0e-8b7a-a1de-2f4b8c0d9e11', code, type: 'EMAIL' }));
    await guess(code).expect(200);
    await add(guess(code));
    const wishes = fresh();
    ref = await register(app, wishes);
    code = await codeFor(app, wishes.email);
    clock.advance(10 * minute);
    await add(guess(code));
    await add(post(app, '/reset-password', { userId: ref, code, newPassword: 'another good one' }));
    expect(bodies).to.have.property('size', 1);
  });

  it('are not offered by phone, and have a form', async () => {
    const bad: [string, object][] = [
      ['type', { userId: ref, code, type: 'PHONE' }],
      ['type', { userId: ref, code, type: 'PIGEON' }],
      ['code', { userId: ref, code: '12345', type: 'EMAIL' }],
      ['code', { userId: ref, code: '١٢٣٤٥٦', type: 'EMAIL' }],
      ['userId', { userId: '1 or 1=1', code, type: 'EMAIL' }],
    ];
    for (const [field, body] of bad) {
      const { body: answer } = await post(app, '/verify-otp', body).expect(400);
      expect(answer.error.code).to.equal('VALIDATION_FAILED');
      expect(answer.error.details).to.have.all.keys(field);
    }
    const { body } = await post(app, '/resend-otp', { userId: ref, type: 'PHONE' }).expect(400);
    expect(body.error.message).to.include('not offered');
  });

  it('are sent again when the mail could not be handed over, as another code', async () => {
    const wishes = fresh();
    app.mails.failWith(new Error('the mail server is away'));
    await register(app, wishes);
    await app.settle();
    expect(app.mails.mails.filter(({ to }) => to === wishes.email)).to.deep.equal([]);
    app.mails.failWith();
    clock.advance(minute);
    expect(await codeFor(app, wishes.email)).to.match(/^\d{6}$/);
  });
});

import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { decodeProtectedHeader } from 'jose';
import { Clock } from '../../../src/core/kernel/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { FakeClock } from '../../support/fake-clock.js';
import { me, refresh, signUp, type SignedUp } from './sign-up.js';

/** The steps of "Changing the key of access tokens" in docs/SECURITY.md. While one is deployed, instances of it and of the one before run together. */
describe('the key of access tokens is changed', () => {
  const clock = new FakeClock();
  const [older, newer] = [randomBytes(48).toString('base64'), randomBytes(48).toString('base64')];
  let oldest: TestApp;
  let knowing: TestApp;
  let signing: TestApp;
  let last: TestApp;
  let person: SignedUp;
  before(async () => {
    const start = (accessSecret: string, acceptedAccessSecrets: string[], beside?: TestApp): Promise<TestApp> =>
      buildTestApp((container) => container.rebind(Clock).toConstantValue(clock), {
        config: { tokens: { accessSecret, acceptedAccessSecrets } },
        ...(beside ? { beside } : {}),
      });
    oldest = await start(older, []);
    knowing = await start(older, [newer], oldest);
    signing = await start(newer, [older], oldest);
    last = await start(newer, [], oldest);
  });
  after(async () => {
    for (const app of [last, signing, knowing, oldest]) await app.close();
  });
  beforeEach(async () => {
    person = await signUp(oldest);
  });

  /** Goes on with the session at this instance. */
  const next = async (app: TestApp): Promise<string> => {
    const { tokens } = (await refresh(app, person.refreshToken).expect(200)).body.data;
    person = { ...person, ...tokens };
    return person.accessToken;
  };
  const kidOf = (token: string): unknown => decodeProtectedHeader(token).kid;

  it('by steps: of those that run together, each takes what any of them signs', async () => {
    for (const together of [
      [oldest, knowing],
      [knowing, signing],
      [signing, last],
    ]) {
      for (const signer of together) {
        const token = await next(signer);
        for (const app of together) await me(app, token).expect(200);
      }
    }
  });

  it('what the key before signed is taken until it is removed', async () => {
    const token = await next(oldest);
    for (const app of [oldest, knowing, signing]) await me(app, token).expect(200);
    await me(last, token).expect(401);
  });

  it('new tokens name the new key, the same at every instance, and need instances that know it', async () => {
    const [old, fresh] = [await next(knowing), await next(signing)];
    expect(kidOf(await next(oldest))).to.equal(kidOf(old));
    expect(kidOf(await next(last))).to.equal(kidOf(fresh));
    expect(kidOf(fresh)).not.to.equal(kidOf(old));
    for (const app of [knowing, signing, last]) await me(app, fresh).expect(200);
    await me(oldest, fresh).expect(401);
  });

  it('sessions go on: with the key removed, the refresh token still gives an access token', async () => {
    await me(last, await next(last)).expect(200);
  });

  it('after fifteen minutes nothing is alive that the key before signed, so that removing it is not noticed', async () => {
    const token = await next(knowing);
    clock.advance(15 * 60_000);
    await me(signing, token).expect(401);
  });
});

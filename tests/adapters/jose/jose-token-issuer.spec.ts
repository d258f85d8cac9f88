import { createHmac, createSecretKey, generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { JoseTokenIssuer } from '../../../src/adapters/jose/jose-token-issuer.js';
import { AccessKeys } from '../../../src/adapters/jose/access-keys.js';
import { tokenIssuerContract } from '../../contracts/token-issuer.contract.js';
import { FakeClock } from '../../support/fake-clock.js';

const options = {
  secret: 'a secret of thirty-two bytes or more',
  acceptedSecrets: [],
  issuer: 'bikearea.ge',
  audience: 'bikearea-api',
  lifeSeconds: 900,
};
const claims = { userId: '019ab1c2-3d4e-7f50-8a61-b2c3d4e5f607', sessionId: '019ab1c2-3d4e-7f50-8a61-000000000001' };

describe('JoseTokenIssuer', () => {
  tokenIssuerContract({
    make: () => {
      const clock = new FakeClock();
      return { issuer: new JoseTokenIssuer(options, clock), lifeSeconds: options.lifeSeconds, pass: (ms) => clock.advance(ms) };
    },
    makeStranger: () => new JoseTokenIssuer({ ...options, secret: 'another secret of thirty-two bytes!!' }, new FakeClock()),
  });

  const clock = new FakeClock();
  const issuer = new JoseTokenIssuer(options, clock);
  const { id: kid } = new AccessKeys(options.secret, []).current;
  const now = Math.floor(clock.now().getTime() / 1_000);
  const key = createSecretKey(Buffer.from(options.secret));

  /** A token like ours but for what is changed. */
  const like = (change: { header?: object; payload?: object } = {}): Promise<string> =>
    new SignJWT({
      sid: claims.sessionId,
      sub: claims.userId,
      iss: options.issuer,
      aud: options.audience,
      iat: now,
      exp: now + 900,
      ...change.payload,
    })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid, ...change.header })
      .sign(key);

  it('names person and session, type and times, and nothing else', async () => {
    const token = await issuer.issue(claims);
    expect(decodeProtectedHeader(token)).to.deep.equal({ alg: 'HS256', typ: 'at+jwt', kid });
    const { iss, aud, sub, sid, iat, exp, ...rest } = decodeJwt(token);
    expect({ iss, aud, sub, sid }).to.deep.equal({
      iss: options.issuer,
      aud: options.audience,
      sub: claims.userId,
      sid: claims.sessionId,
    });
    expect((exp ?? 0) - (iat ?? 0)).to.equal(900);
    expect(rest).to.deep.equal({});
  });

  it('takes a token made by hand exactly like its own', async () => {
    expect(await issuer.verify(await like())).to.deep.equal(claims);
  });

  const wrong: [string, { header?: object; payload?: object }][] = [
    ['another type', { header: { typ: 'JWT' } }],
    ['no type', { header: { typ: undefined } }],
    ['another algorithm of the same family', { header: { alg: 'HS512' } }],
    ['another issuer', { payload: { iss: 'elsewhere' } }],
    ['another audience', { payload: { aud: 'elsewhere' } }],
    ['no audience', { payload: { aud: undefined } }],
    ['no end', { payload: { exp: undefined } }],
    ['no session', { payload: { sid: undefined } }],
    ['no person', { payload: { sub: undefined } }],
    ['a session that is no text', { payload: { sid: 7 } }],
    ['an end in the past', { payload: { exp: now - 1 } }],
    ['a beginning in the future', { payload: { nbf: now + 31 } }],
    ['a time of making in the future', { payload: { iat: now + 31 } }],
    ['no time of making', { payload: { iat: undefined } }],
    ['a life longer than those made now', { payload: { iat: now - 931 } }],
    ['a person that is no id', { payload: { sub: "' or 1=1 --" } }],
    ['no key id', { header: { kid: undefined } }],
    ['the id of a key that is not ours', { header: { kid: 'AAAAAAAAAAA' } }],
  ];
  for (const [name, change] of wrong) {
    it(`refuses ${name}`, async () => expect(await issuer.verify(await like(change))).to.equal(undefined));
  }

  it('takes a token of an instance whose clock is half a minute ahead, but not a second after its end', async () => {
    for (const name of ['iat', 'nbf'])
      expect(await issuer.verify(await like({ payload: { [name]: now + 30 } }))).to.deep.equal(claims);
    expect(await issuer.verify(await like({ payload: { exp: now } }))).to.equal(undefined);
  });

  it('takes tokens of the keys it accepts beside its own, as long as it accepts them, and signs with its own', async () => {
    const [older, current, next] = ['the key of last year, long enough', options.secret, 'the key of next year, long enough'];
    const having = (secret: string, acceptedSecrets: string[]): JoseTokenIssuer =>
      new JoseTokenIssuer({ ...options, secret, acceptedSecrets }, clock);
    const overlapping = having(current, [older, next]);
    for (const secret of [older, current, next]) {
      expect(await overlapping.verify(await having(secret, []).issue(claims)), secret).to.deep.equal(claims);
    }
    expect(await issuer.verify(await overlapping.issue(claims))).to.deep.equal(claims);
    expect(await issuer.verify(await having(older, []).issue(claims))).to.equal(undefined);
  });

  it('refuses alg none, in every spelling, with and without a signature', async () => {
    const [, payload] = (await like()).split('.');
    for (const alg of ['none', 'None', 'NONE', '']) {
      const header = Buffer.from(JSON.stringify({ alg, typ: 'at+jwt', kid })).toString('base64url');
      for (const signature of ['', 'AAAA']) expect(await issuer.verify(`${header}.${payload}.${signature}`)).to.equal(undefined);
    }
  });

  it('refuses a key of another kind, and headers that bring their own key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const rsa = await new SignJWT({
      sid: claims.sessionId,
      sub: claims.userId,
      aud: options.audience,
      iss: options.issuer,
      exp: now + 900,
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid })
      .sign(privateKey);
    expect(await issuer.verify(rsa)).to.equal(undefined);
    const own = 'a key that the attacker chose himself';
    const header = { alg: 'HS256', typ: 'at+jwt', kid, jwk: { kty: 'oct', k: Buffer.from(own).toString('base64url') } };
    const [, payload] = (await like()).split('.');
    const signed = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}`;
    const mac = createHmac('sha256', own).update(signed).digest('base64url');
    expect(await issuer.verify(`${signed}.${mac}`)).to.equal(undefined);
  });
});

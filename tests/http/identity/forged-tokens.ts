import { createHmac, generateKeyPairSync } from 'node:crypto';

/** Where a forger starts: a token of his own that is good, the key that made it (he should not have it), and the time. */
export interface Given {
  readonly token: string;
  readonly secret: string;
  readonly refreshToken: string;
  readonly refreshSecret: string;
  readonly nowSeconds: number;
}

export interface Forgery {
  readonly name: string;
  /** The header `Authorization`, or several of it. */
  readonly authorization: (given: Given) => string | readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (text: string | undefined): Fields => JSON.parse(Buffer.from(text ?? '', 'base64url').toString()) as Fields;
const partsOf = (token: string): string[] => token.split('.');
const mac = (text: string, secret: string | Buffer, hash = 'sha256'): string =>
  createHmac(hash, secret).update(text).digest('base64url');

interface Change {
  readonly header?: Fields;
  readonly payload?: Fields;
  /** Signs instead of the right one. */
  readonly secret?: string | Buffer;
  readonly hash?: string;
}

/** The good token made again with something else in it; without `secret` correctly signed, so that nothing but the change can be at fault. */
export function changed({ token, secret }: Given, { header, payload, secret: other, hash }: Change): string {
  const [head, body] = partsOf(token);
  const text = `${part({ ...read(head), ...header })}.${part({ ...read(body), ...payload })}`;
  return `${text}.${mac(text, other ?? secret, hash)}`;
}

const bearer = (name: string, make: (given: Given) => string): Forgery => ({
  name,
  authorization: (given) => `Bearer ${make(given)}`,
});
const changing = (name: string, change: (given: Given) => Change): Forgery =>
  bearer(name, (given) => changed(given, change(given)));

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' });
const own = 'a key that the attacker chose for himself';
const ownJwk = { kty: 'oct', alg: 'HS256', k: Buffer.from(own).toString('base64url') };

/** RFC 8725 section 2.1: the algorithm is not the token's to choose. */
const algorithms: Forgery[] = [
  ...['none', 'None', 'NONE', 'nOnE', ''].flatMap((alg) => [
    bearer(`alg "${alg}" without a signature`, (given) => changed(given, { header: { alg } }).replace(/[^.]*$/, '')),
    changing(`alg "${alg}" with the right one`, () => ({ header: { alg } })),
  ]),
  changing('alg none in a list', () => ({ header: { alg: ['HS256', 'none'] } })),
  changing('no alg', () => ({ header: { alg: undefined } })),
  changing('HS512 with our key', () => ({ header: { alg: 'HS512' }, hash: 'sha512' })),
  changing('hs256 in small letters', () => ({ header: { alg: 'hs256' } })),
  changing('RS256, with a MAC by our key', () => ({ header: { alg: 'RS256' } })),
  changing('HS256 with a public RSA key for a secret', () => ({ secret: publicPem as Buffer })),
  changing('the secret of refresh tokens', ({ refreshSecret }) => ({ secret: refreshSecret })),
  changing('an empty secret', () => ({ secret: '' })),
  changing('a guessed secret', () => ({ secret: 'secret' })),
];

/** RFC 8725 sections 2.8, 3.10: what the header says of keys is looked up among ours, or nowhere. */
const keys: Forgery[] = [
  changing('a key in jwk', () => ({ header: { jwk: ownJwk }, secret: own })),
  changing('a key in jwk, without kid', () => ({ header: { jwk: ownJwk, kid: undefined }, secret: own })),
  changing('jku to a server of his', () => ({ header: { jku: 'https://evil.example/keys.json', kid: 'his' }, secret: own })),
  changing('jku to an address of ours', () => ({ header: { jku: 'http://127.0.0.1:3000/docs.json', kid: 'his' }, secret: own })),
  changing('x5u', () => ({ header: { x5u: 'https://evil.example/cert.pem' }, secret: own })),
  changing('x5c', () => ({ header: { x5c: [Buffer.from(publicPem).toString('base64')] }, secret: publicPem as Buffer })),
  ...[
    ...['../../../../dev/null', '/dev/null', 'file:///dev/null', 'C:\\NUL', '..%2f..%2fdev%2fnull'],
    ...["x' union select '' --", "' or '1'='1", '$(cat /etc/passwd)', '|sleep 5', '__proto__', 'constructor', '0', ''],
  ].flatMap((kid) => [
    changing(`kid "${kid}" and an empty key`, () => ({ header: { kid }, secret: '' })),
    changing(`kid "${kid}" and our key`, () => ({ header: { kid } })),
  ]),
  changing('no kid', () => ({ header: { kid: undefined } })),
  ...[7, null, true, ['x'], { id: 'x' }].map((kid) => changing(`kid ${JSON.stringify(kid)}`, () => ({ header: { kid } }))),
  changing('a kid of 4,000 characters', () => ({ header: { kid: 'k'.repeat(4_000) } })),
  changing('an unknown extension that is crit', () => ({ header: { crit: ['urn:example:ours'], 'urn:example:ours': true } })),
  changing('an empty crit', () => ({ header: { crit: [] } })),
  changing('b64 false, crit', () => ({ header: { crit: ['b64'], b64: false } })),
];

/** RFC 8725 sections 3.8 to 3.12: for us, by us, of this kind, about a person, now. */
const claims: Forgery[] = [
  ...['JWT', 'rt+jwt', 'id+jwt', 'at+jwt2', '', undefined, 7].map((typ) =>
    changing(`typ ${JSON.stringify(typ)}`, () => ({ header: { typ } })),
  ),
  ...['another-api', '', ['another-api'], [], undefined, null, 7].map((aud) =>
    changing(`aud ${JSON.stringify(aud)}`, () => ({ payload: { aud } })),
  ),
  ...['evil.example', 'bikearea.ge.evil.example', 'BIKEAREA.GE', '', ['bikearea.ge'], undefined].map((iss) =>
    changing(`iss ${JSON.stringify(iss)}`, () => ({ payload: { iss } })),
  ),
  ...[7, ['019ab1c2-3d4e-7f50-8a61-b2c3d4e5f607'], {}, null, true, undefined, '', "' or 1=1 --", 'admin'].flatMap((id) => [
    changing(`sub ${JSON.stringify(id)}`, () => ({ payload: { sub: id } })),
    changing(`sid ${JSON.stringify(id)}`, () => ({ payload: { sid: id } })),
  ]),
  ...[undefined, null, 'tomorrow', [9_999_999_999], 0, -1].map((exp) =>
    changing(`exp ${JSON.stringify(exp)}`, () => ({ payload: { exp } })),
  ),
  changing('exp now', ({ nowSeconds }) => ({ payload: { exp: nowSeconds } })),
  changing('exp a second ago', ({ nowSeconds }) => ({ payload: { exp: nowSeconds - 1 } })),
  changing('exp as a text', ({ nowSeconds }) => ({ payload: { exp: String(nowSeconds + 60) } })),
  changing('nbf beyond the skew', ({ nowSeconds }) => ({ payload: { nbf: nowSeconds + 31 } })),
  changing('iat beyond the skew', ({ nowSeconds }) => ({ payload: { iat: nowSeconds + 31, exp: nowSeconds + 900 } })),
  changing('made longer ago than a token lives', ({ nowSeconds }) => ({
    payload: { iat: nowSeconds - 931, exp: nowSeconds + 900 },
  })),
  changing('no iat', () => ({ payload: { iat: undefined } })),
];

const inside = ({ token }: Given, change: (parts: string[]) => string[]): string => change(partsOf(token)).join('.');

const shapes: Forgery[] = [
  bearer('a payload that was changed', (given) =>
    inside(given, ([head, body, end]) => [
      head ?? '',
      part({ ...read(body), sub: '019ab1c2-3d4e-7f50-8a61-b2c3d4e5f607' }),
      end ?? '',
    ]),
  ),
  bearer('a header that was changed', (given) =>
    inside(given, ([head, body, end]) => [part({ ...read(head), extra: 1 }), body ?? '', end ?? '']),
  ),
  bearer('cut off in the signature', ({ token }) => token.slice(0, -1)),
  bearer('without its signature', ({ token }) => token.replace(/[^.]*$/, '')),
  bearer('two parts', (given) => inside(given, (parts) => parts.slice(0, 2))),
  bearer('four parts', ({ token }) => `${token}.AAAA`),
  bearer('five parts, as an encrypted one', ({ token }) => `${token}.AAAA.AAAA`),
  bearer('with padding', ({ token }) => `${token}=`),
  bearer('in ordinary base64', (given) => `${changed(given, {}).slice(0, -1)}+`),
  bearer('a header that is no JSON', (given) => inside(given, (parts) => ['bm8', ...parts.slice(1)])),
  bearer('a header that is null', (given) => inside(given, (parts) => [part(null), ...parts.slice(1)])),
  bearer('a payload that is a list', (given) => {
    const text = `${partsOf(given.token)[0]}.${part([])}`;
    return `${text}.${mac(text, given.secret)}`;
  }),
  bearer('a token in a token', (given) => {
    const text = `${part({ ...read(partsOf(given.token)[0]), cty: 'JWT' })}.${Buffer.from(given.token).toString('base64url')}`;
    return `${text}.${mac(text, given.secret)}`;
  }),
  changing('9 kB of payload, well signed', () => ({ payload: { ballast: 'x'.repeat(6_750) } })),
  bearer('9 kB of one character', () => 'x'.repeat(9_000)),
  bearer('9 kB of dots', () => '.'.repeat(9_000)),
  bearer('a refresh token', ({ refreshToken }) => refreshToken),
];

const headers: Forgery[] = [
  { name: 'sent twice', authorization: ({ token }) => [`Bearer ${token}`, `Bearer ${token}`] },
  { name: 'sent twice, the other one bad', authorization: ({ token }) => [`Bearer ${token}`, 'Bearer x'] },
  { name: 'two in one header', authorization: ({ token }) => `Bearer ${token}, Bearer ${token}` },
  { name: 'two tokens', authorization: ({ token }) => `Bearer ${token} ${token}` },
  { name: 'two spaces', authorization: ({ token }) => `Bearer  ${token}` },
  { name: 'a tab for the space', authorization: ({ token }) => `Bearer\t${token}` },
  { name: 'no space', authorization: ({ token }) => `Bearer${token}` },
  { name: 'a no-break space before it', authorization: ({ token }) => `Bearer \u00a0${token}` },
  { name: 'a no-break space behind it', authorization: ({ token }) => `Bearer ${token}\u00a0` },
  { name: 'a letter beyond ASCII', authorization: ({ token }) => `Bearer ${token}\u00e9` },
  { name: 'a soft hyphen inside', authorization: ({ token }) => `Bearer ${token.replace('.', '.\u00ad')}` },
  { name: 'quotes', authorization: ({ token }) => `Bearer "${token}"` },
  { name: 'escaped', authorization: ({ token }) => `Bearer ${token.replaceAll('.', '%2e')}` },
  { name: 'Basic', authorization: ({ token }) => `Basic ${token}` },
  { name: 'without a scheme', authorization: ({ token }) => token },
  { name: 'the scheme alone', authorization: () => 'Bearer' },
  { name: 'nothing', authorization: () => '' },
];

/** What tokens are attacked with: RFC 8725 (JSON Web Token Best Current Practices), and headers that are read in two ways. */
export const forgeries: Readonly<Record<string, readonly Forgery[]>> = {
  'algorithm and signature': algorithms,
  'keys named by the token': keys,
  claims,
  'the form of the token': shapes,
  'the header around it': headers,
};

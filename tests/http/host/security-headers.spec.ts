import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { ObjectStorage } from '../../../src/core/media/index.js';
import type { Response } from 'supertest';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { echoFeature } from '../../support/echo-feature.js';
import { createPerson } from '../../support/people.js';

const nothing = "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'";

/** The OWASP Secure Headers Project's list, and what helmet adds. Every value, to the letter. */
const api: Readonly<Record<string, string>> = {
  'content-security-policy': nothing,
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy':
    'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), geolocation=(), ' +
    'gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), ' +
    'screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};
const page = {
  ...api,
  'content-security-policy': `${nothing};script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self'`,
};
/** Pictures are shown on other sites' pages, but never run. */
const picture = {
  ...api,
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
};

/** What tells what we run, or what nobody here uses. */
const never = [
  ...[
    'server',
    'x-powered-by',
    'via',
    'x-aspnet-version',
    'x-runtime',
    'x-version',
    'set-cookie',
    'public-key-pins',
    'expect-ct',
  ],
  ...['feature-policy', 'timing-allow-origin', 'sourcemap', 'x-sourcemap'],
];

/** Of an answer, everything that the table speaks about. */
const spoken = (headers: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => Object.hasOwn(api, name) || never.includes(name)));

describe('security headers', () => {
  const key = 'tests/picture.webp';
  let app: TestApp;
  let authorization: string;
  before(async () => {
    const config = { limits: { search: { points: 1, windowSeconds: 600 } } };
    app = await buildTestApp(undefined, { extra: [echoFeature], config });
    await app.container.get(ObjectStorage).put(key, Buffer.from('RIFF'), 'image/webp');
    ({ authorization } = await createPerson(app));
    await app.http.get('/api/v1/echo/search').expect(200);
  });
  after(() => app.close());

  const ifUnchanged = async (path: string): Promise<Response> => {
    const { headers } = await app.http.get(path).expect(200);
    return app.http.get(path).set('if-none-match', String(headers['etag']));
  };
  const echo = '/api/v1/echo';
  const shared = '/api/v1/listings/categories';
  const json = 'application/json';
  const table: readonly (readonly [what: string, status: number, expected: object, ask: () => Promise<Response>])[] = [
    ['what was asked for', 200, api, () => app.http.get(echo)],
    ['an answer for many', 200, api, () => app.http.get(shared)],
    ['the same, kept', 200, api, () => app.http.get(shared)],
    ['the same, compressed', 200, api, () => app.http.get(shared).set('accept-encoding', 'br')],
    ['its headers alone', 200, api, () => app.http.head(shared)],
    ['a personal answer', 200, api, () => app.http.get('/api/v1/auth/me').set({ authorization })],
    ['something made', 201, api, () => app.http.post(echo).send({ text: 'მოტო', count: 1 })],
    ['what may be done', 204, api, () => app.http.options(echo)],
    [
      'a preflight',
      204,
      api,
      () => app.http.options(echo).set({ origin: 'http://web.test', 'access-control-request-method': 'POST' }),
    ],
    ['an unchanged answer', 304, api, () => app.http.get(shared).set('if-none-match', '*')],
    ['wrong input', 400, api, () => app.http.get(`${echo}?count=x`)],
    ['broken JSON', 400, api, () => app.http.post(echo).set('content-type', json).send('{')],
    ['a path that cannot be read', 400, api, () => app.http.get(`${echo}/items/%ff`)],
    ['a stranger', 401, api, () => app.http.get(`${echo}/staff`)],
    ['somebody without the right', 403, api, () => app.http.get(`${echo}/staff`).set({ authorization })],
    ['nothing there', 404, api, () => app.http.get('/nothing')],
    ['nothing there, as RFC 9457 says it', 404, api, () => app.http.get('/nothing').set('accept', 'application/problem+json')],
    ['nothing there, headers alone', 404, api, () => app.http.head('/nothing')],
    ['another method', 405, api, () => app.http.put(echo)],
    ['a method nobody has', 405, api, () => app.http.trace(echo)],
    ['a body that is too large', 413, api, () => app.http.post(echo).send({ text: 'a'.repeat(300_000), count: 1 })],
    ['a body of another kind', 415, api, () => app.http.post(echo).set('content-type', 'text/plain').send('text')],
    ['too many calls', 429, api, () => app.http.get(`${echo}/search`)],
    ['a fault inside', 500, api, () => app.http.delete(echo)],
    ['the process lives', 200, api, () => app.http.get('/health/live')],
    ['it is ready', 200, api, () => app.http.get('/health/ready')],
    ['the document', 200, api, () => app.http.get('/docs.json')],
    ['the docs page', 200, page, () => app.http.get('/docs')],
    ['its script', 200, page, () => app.http.get('/docs/page.js')],
    ['its style, headers alone', 200, page, () => app.http.head('/docs/page.css')],
    ['its script, unchanged', 304, page, () => ifUnchanged('/docs/page.js')],
    ['nothing beside the page', 404, api, () => app.http.get('/docs/none.js')],
    ['a write to the page', 405, api, () => app.http.post('/docs')],
    ['a picture', 200, picture, () => app.http.get(`/media/${key}`)],
    ['a picture, headers alone', 200, picture, () => app.http.head(`/media/${key}`)],
    ['a picture, unchanged', 304, picture, () => app.http.get(`/media/${key}`).set('if-none-match', '*')],
    ['no such picture', 404, api, () => app.http.get('/media/none.webp')],
    ['the mailbox of development', 200, api, () => app.http.get('/dev/mailbox').set('accept', 'text/html')],
  ];

  for (const [what, status, expected, ask] of table) {
    it(`stand on ${what} (${status}), exactly these`, async () => {
      const answer = await ask();
      expect(answer.status).to.equal(status);
      expect(spoken(answer.headers)).to.deep.equal(expected);
    });
  }

  describe('of what never reaches a handler', () => {
    const raw = async (text: string): Promise<{ status: number; headers: Record<string, string> }> => {
      const socket = net.connect((app.application.http.server.address() as AddressInfo).port, '127.0.0.1');
      await once(socket, 'connect');
      socket.write(text);
      let answer = '';
      for await (const chunk of socket) answer += String(chunk);
      const [first = '', ...lines] = answer.slice(0, answer.indexOf('\r\n\r\n')).split('\r\n');
      const named = lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]);
      return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(named) as Record<string, string> };
    };

    const unreadable: readonly (readonly [what: string, status: number, text: string])[] = [
      ['what is no HTTP', 400, 'NONSENSE\r\n\r\n'],
      ['headers that are too large', 431, `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`],
      ['a body of two lengths', 400, 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n'],
      ['a request to no host', 400, 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ];
    it('are the same for an expectation nobody meets, which is answered like any other call', async () => {
      const answer = await raw(`GET ${echo} HTTP/1.1\r\nhost: x\r\nexpect: the-unexpected\r\nconnection: close\r\n\r\n`);
      expect(answer.status).to.equal(200);
      expect(spoken(answer.headers)).to.deep.equal(api);
    });

    for (const [what, status, text] of unreadable) {
      it(`are the same: ${what} (${status})`, async () => {
        const answer = await raw(text);
        expect(answer.status).to.equal(status);
        expect(spoken(answer.headers)).to.deep.equal(api);
        expect(answer.headers['cache-control']).to.equal('no-store');
      });
    }
  });

  it('leave nothing personal and no failure to a cache', async () => {
    const failures = ['/nothing', `${echo}?count=x`, `${echo}/staff`, `${echo}/search`, '/media/none.webp'];
    for (const url of failures) expect((await app.http.get(url)).headers['cache-control'], url).to.equal('no-store');
    const personal = await app.http.get('/api/v1/auth/me').set({ authorization }).expect(200);
    expect(personal.headers['cache-control']).to.equal('private, no-store');
    const made = await app.http.post(echo).send({ text: 'მოტო', count: 1 }).expect(201);
    expect(made.headers['cache-control']).to.equal('private, no-store');
  });
});

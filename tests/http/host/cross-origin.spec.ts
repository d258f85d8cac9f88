import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { echoFeature } from '../../support/echo-feature.js';
import { structuredList } from '../../support/structured-field.js';

const site = 'https://bikearea.ge';
const admin = 'https://admin.bikearea.ge';
const shared = '/api/v1/listings/categories';
const exposed = 'X-Request-Id,ETag,Link,Age,Cache-Status,RateLimit,RateLimit-Policy,Retry-After,Idempotency-Replayed';

/** What a browser goes by: `access-control-allow-origin` and its like. */
const grants = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries(Object.entries(headers as Record<string, string>).filter(([name]) => name.startsWith('access-control-')));
const varies = ({ headers }: Response): string[] => String(headers['vary']).toLowerCase().split(', ');
const read = (origin: string) => ({
  'access-control-allow-origin': origin,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': exposed,
});

/** Everything that is not on the list, letter for letter. */
const strangers: readonly (readonly [what: string, origin: string])[] = [
  ['the origin of a sandboxed frame or a file', 'null'],
  ['a stranger', 'https://evil.com'],
  ['ours as the beginning of a name', 'https://bikearea.ge.evil.com'],
  ['ours as the end of a name', 'https://evilbikearea.ge'],
  ['ours behind a dash', 'https://evil-bikearea.ge'],
  ['a subdomain that is not listed', 'https://shop.bikearea.ge'],
  ['a subdomain of a listed one', 'https://x.admin.bikearea.ge'],
  ['another port', 'https://bikearea.ge:8443'],
  ['the default port, written', 'https://bikearea.ge:443'],
  ['another scheme', 'http://bikearea.ge'],
  ['a scheme of its own', 'capacitor://bikearea.ge'],
  ['no scheme', 'bikearea.ge'],
  ['no scheme but slashes', '//bikearea.ge'],
  ['upper case', 'HTTPS://BIKEAREA.GE'],
  ['one capital', 'https://Bikearea.ge'],
  ['a slash behind', 'https://bikearea.ge/'],
  ['a dot behind', 'https://bikearea.ge.'],
  ['a path', 'https://bikearea.ge/login'],
  ['a query', 'https://bikearea.ge?'],
  ['ours as a user of another', 'https://bikearea.ge@evil.com'],
  ['a user at ours', 'https://nino@bikearea.ge'],
  ['a backtick', 'https://bikearea.ge`.evil.com'],
  ['an escaped dot', 'https://bikearea%2Ege'],
  ['a dot that stands for any letter', 'https://bikeareaxge'],
  ['a Cyrillic letter', 'https://xn--bikarea-nbg.ge'],
  ['two, by a space', `${site} https://evil.com`],
  ['two, by a comma', `https://evil.com, ${site}`],
  ['two of the list', `${site},${admin}`],
  ['a tab inside', 'https://bikearea.ge\t.evil.com'],
  ['a byte that is no ASCII', 'https://bikearea.ge\u00a0'],
  ['a star', '*'],
  ['nothing', ''],
  ['a word that every object knows', '__proto__'],
  ['a very long one', `${site}${'.evil'.repeat(1_500)}.com`],
];

describe('cross-origin calls', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp(undefined, { extra: [echoFeature], config: { http: { allowedOrigins: [site, admin] } } });
  });
  after(() => app.close());

  const preflight = (origin: string, method: string, headers = 'authorization,content-type') =>
    app.http.options('/api/v1/echo').set({
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': headers,
    });

  describe('from a listed origin', () => {
    const answers: readonly (readonly [status: number, ask: () => ReturnType<TestApp['http']['get']>])[] = [
      [200, () => app.http.get(shared)],
      [200, () => app.http.head(shared)],
      [304, () => app.http.get(shared).set('if-none-match', '*')],
      [201, () => app.http.post('/api/v1/echo').send({ text: 'მოტო', count: 1 })],
      [400, () => app.http.post('/api/v1/echo').send({ text: 1 })],
      [400, () => app.http.post('/api/v1/echo').set('content-type', 'application/json').send('{')],
      [401, () => app.http.get('/api/v1/echo/staff')],
      [401, () => app.http.get('/api/v1/auth/me').set('authorization', 'Bearer nonsense')],
      [404, () => app.http.get('/api/v1/nothing')],
      [405, () => app.http.put('/api/v1/echo')],
      [413, () => app.http.post('/api/v1/echo').send({ text: 'a'.repeat(300_000), count: 1 })],
      [415, () => app.http.post('/api/v1/echo').set('content-type', 'text/plain').send('text')],
      [500, () => app.http.delete('/api/v1/echo')],
      [200, () => app.http.get('/docs.json')],
      [404, () => app.http.get('/media/none.webp')],
    ];

    it('every answer can be read, with what the client needs exposed, failures included', async () => {
      for (const [status, ask] of answers) {
        for (const origin of [site, admin]) {
          const answer = await ask().set('origin', origin);
          const which = `${status} ${answer.request.method} ${answer.request.url}`;
          expect(answer.status, which).to.equal(status);
          expect(grants(answer), which).to.deep.equal(read(origin));
          expect(varies(answer), which).to.include('origin');
        }
      }
    });

    it('the same calls without an origin, or from a stranger, end alike and grant nothing', async () => {
      for (const [status, ask] of answers) {
        for (const answer of [await ask(), await ask().set('origin', 'https://evil.com')]) {
          const which = `${status} ${answer.request.method} ${answer.request.url}`;
          expect(answer.status, which).to.equal(status);
          expect(grants(answer), which).to.deep.equal({});
          expect(varies(answer), which).to.include('origin');
        }
      }
    });
  });

  describe('from anywhere else', () => {
    for (const [what, origin] of strangers) {
      it(`are granted nothing: ${what}`, async () => {
        const asked = [
          await app.http.get(shared).set('origin', origin).expect(200),
          await app.http.get('/api/v1/echo/staff').set('origin', origin).expect(401),
          await preflight(origin, 'POST').expect(204),
        ];
        for (const answer of asked) {
          expect(grants(answer)).to.deep.equal({});
          expect(varies(answer)).to.include('origin');
        }
      });
    }

    it('is answered without a word about origins even when the header is no header', async () => {
      for (const bytes of ['\x00', '\x01', '\x7f\x00', '\r']) {
        const socket = net.connect((app.application.http.server.address() as AddressInfo).port, '127.0.0.1');
        await once(socket, 'connect');
        socket.write(`GET ${shared} HTTP/1.1\r\nhost: api.test\r\norigin: ${site}${bytes}.evil.com\r\n\r\n`, 'latin1');
        let answer = '';
        for await (const chunk of socket) answer += String(chunk);
        expect(answer)
          .to.match(/^HTTP\/1\.1 400 /)
          .and.not.match(/access-control/i);
      }
    });

    it('sent twice, the header is one that nobody has', async () => {
      const twice = await app.http.get(shared).set('origin', [site, site] as unknown as string);
      expect(grants(twice)).to.deep.equal({});
    });
  });

  describe('a preflight', () => {
    it('tells a listed origin what it may send, and for how long that holds', async () => {
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await preflight(site, method).expect(204, {});
        expect(grants(answer), method).to.deep.equal({
          'access-control-allow-origin': site,
          'access-control-allow-credentials': 'true',
          'access-control-allow-methods': 'GET,POST,PUT,PATCH,DELETE,OPTIONS',
          'access-control-allow-headers': 'Content-Type,Authorization,Idempotency-Key,If-Match,If-None-Match,X-Request-Id',
          'access-control-expose-headers': exposed,
          'access-control-max-age': '600',
        });
        expect(varies(answer), method).to.include('origin');
      }
    });

    it('never grants what was asked for because it was asked for', async () => {
      const usual = grants(await preflight(site, 'POST'));
      for (const method of ['TRACE', 'CONNECT', 'PROPFIND', '*', 'GET, TRACE']) {
        expect(grants(await preflight(site, method).expect(204)), method).to.deep.equal(usual);
      }
      for (const headers of ['x-evil', 'cookie', '*', 'authorization,x-forwarded-for', 'a'.repeat(4_000)]) {
        expect(grants(await preflight(site, 'POST', headers).expect(204)), headers).to.deep.equal(usual);
      }
      const inward = await preflight(site, 'POST').set('access-control-request-private-network', 'true').expect(204);
      expect(grants(inward)).to.deep.equal(usual);
    });

    it('runs nothing: it is answered before the limit and before any handler', async () => {
      const answer = await preflight(site, 'DELETE').expect(204);
      expect(answer.headers).to.not.have.any.keys('ratelimit', 'content-type', 'set-cookie');
    });
  });

  it('an answer kept for all is granted to each by himself, never as it was to the one before', async () => {
    const url = '/api/v1/posts/hashtags/trending?limit=7';
    const asked = [site, admin, undefined, 'https://evil.com', site, 'null', admin, undefined];
    const tags = new Set<string>();
    const hits: boolean[] = [];
    for (const origin of asked) {
      const ask = () => (origin === undefined ? app.http.get(url) : app.http.get(url).set('origin', origin));
      const answer = await ask().expect(200);
      const granted = origin === site || origin === admin ? read(origin) : {};
      expect(grants(answer), origin).to.deep.equal(granted);
      expect(varies(answer), origin).to.include('origin');
      const unchanged = await ask().set('if-none-match', String(answer.headers['etag'])).expect(304);
      expect(grants(unchanged), origin).to.deep.equal(granted);
      tags.add(String(answer.headers['etag']));
      hits.push(structuredList(String(answer.headers['cache-status']))[0]?.parameters['hit'] === true);
    }
    expect(tags.size).to.equal(1);
    expect(hits).to.deep.equal(asked.map((_, index) => index > 0));
  });
});

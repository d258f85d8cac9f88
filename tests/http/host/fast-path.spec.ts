import { expect } from 'chai';
import { type Answer, allowedOrigin, SharedHost, type SharedHostOptions } from '../../support/shared-host.js';

/** What two answers to the same request may differ in. */
const differing = ['age', 'cache-status', 'x-request-id', 'ratelimit', 'date'];

const fixed = ({ headers }: Answer) => Object.fromEntries(Object.entries(headers).filter(([name]) => !differing.includes(name)));

interface Wish {
  readonly name: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly expected?: number;
  readonly options?: SharedHostOptions;
  readonly stopping?: boolean;
}

describe('the way ahead of Express', () => {
  let host: SharedHost;
  afterEach(() => host.close());

  /** The same request three times: the answer is made, then found by Express (under another spelling), then found ahead of it. */
  async function threeWays({ path = '/large', method = 'GET', headers = {} }: Wish): Promise<[Answer, Answer, Answer]> {
    const mark = path.includes('?') ? '&' : '?';
    return [
      await host.ask(path, headers, method),
      await host.ask(`${path}${mark}`, headers, method),
      await host.ask(path, headers, method),
    ];
  }

  const tagOf = async (path: string, coding: string) =>
    (await host.ask(path, { 'accept-encoding': coding })).headers['etag'] ?? '';

  const table: Wish[] = [
    { name: 'a plain read' },
    { name: 'a small answer', path: '/small' },
    { name: 'an answer for a while', path: '/words', headers: { 'accept-language': 'en-GB' } },
    { name: 'an answer that others get for themselves', path: '/items/a' },
    { name: 'a page with links', path: '/pages?page=2&limit=3' },
    { name: 'an origin that is allowed', headers: { origin: allowedOrigin } },
    { name: 'an origin that is not', headers: { origin: 'http://evil.test' } },
    { name: 'HEAD', method: 'HEAD' },
    { name: 'gzip', headers: { 'accept-encoding': 'gzip' } },
    { name: 'br', headers: { 'accept-encoding': 'gzip, deflate, br' } },
    { name: 'identity', headers: { 'accept-encoding': 'identity' } },
    { name: 'a forged address', headers: { 'x-forwarded-for': '203.0.113.9' } },
    { name: 'an address behind a proxy', headers: { 'x-forwarded-for': '8.8.8.8, 203.0.113.9' }, options: { trustedProxies: 1 } },
    { name: 'a body where none belongs', headers: { 'content-length': '0' } },
    { name: 'a server that is stopping', stopping: true },
    { name: 'a client that wants to hang up', headers: { connection: 'close' } },
  ];

  for (const wish of table) {
    it(`answers with the same headers and bytes: ${wish.name}`, async () => {
      host = await SharedHost.start(wish.options);
      host.state.stopping = wish.stopping ?? false;
      const [made, found, ahead] = await threeWays(wish);
      expect([made, found, ahead].map(({ express }) => express)).to.deep.equal([true, true, false]);
      expect([made, found, ahead].map(({ status }) => status)).to.deep.equal([200, 200, 200]);
      expect(fixed(found)).to.deep.equal(fixed(made));
      expect(fixed(ahead)).to.deep.equal(fixed(made));
      expect(ahead.headers['cache-status']).to.equal(found.headers['cache-status']).and.match(/hit/);
      for (const { headers, body } of [found, ahead]) {
        expect(body.equals(made.body)).to.equal(true);
        expect(Object.keys(headers)).to.have.members([...Object.keys(made.headers), 'age']);
      }
      if (wish.stopping) expect(ahead.headers['connection']).to.equal('close');
    });
  }

  for (const coding of ['identity', 'gzip', 'br']) {
    it(`answers 304 with the same headers: ${coding}`, async () => {
      host = await SharedHost.start();
      const headers = { 'accept-encoding': coding, 'if-none-match': await tagOf('/large', coding) };
      await host.cache.invalidate(['list']);
      const [made, found, ahead] = await threeWays({ name: '', headers });
      expect([made, found, ahead].map(({ status, express }) => [status, express])).to.deep.equal([
        [304, true],
        [304, true],
        [304, false],
      ]);
      expect(fixed(found)).to.deep.equal(fixed(made));
      expect(fixed(ahead)).to.deep.equal(fixed(made));
    });
  }

  describe('leaves to Express', () => {
    beforeEach(async () => {
      host = await SharedHost.start();
      for (const path of ['/large', '/items/a', '/pages?limit=2']) await host.ask(path);
    });

    const left: [string, string, Record<string, string>, string, number][] = [
      ['somebody who says who he is', '/items/a', { authorization: 'Bearer user-nino' }, 'GET', 200],
      ['an empty Authorization header', '/items/a', { authorization: '' }, 'GET', 401],
      ['another method', '/large', {}, 'PUT', 405],
      ['a method of another protocol', '/large', {}, 'PROPFIND', 405],
      ['OPTIONS', '/large', {}, 'OPTIONS', 204],
      ['a preflight', '/large', { origin: allowedOrigin, 'access-control-request-method': 'GET' }, 'OPTIONS', 204],
      ['another order of parameters', '/pages?limit=2&', {}, 'GET', 200],
      ['another address', '/nothing', {}, 'GET', 404],
    ];
    for (const [name, path, headers, method, status] of left) {
      it(name, async () => {
        const answer = await host.ask(path, headers, method);
        expect(answer).to.include({ status, express: true });
      });
    }

    it('what was invalidated, or is too old', async () => {
      expect((await host.ask('/large')).express).to.equal(false);
      await host.cache.invalidate(['list']);
      expect((await host.ask('/large')).express).to.equal(true);
      expect((await host.ask('/large')).express).to.equal(false);
      host.clock.advance(60_000);
      expect((await host.ask('/large')).express).to.equal(true);
    });

    it('what is not there, and what was refused', async () => {
      for (const path of ['/items/none', '/pages?limit=0', '/large?x=1']) {
        await host.ask(path);
        expect((await host.ask(path)).express, path).to.equal(true);
      }
    });
  });

  it('counts each call against the same limit as Express does, and refuses as it does', async () => {
    host = await SharedHost.start({ points: 4 });
    const left = async (path: string) => (await host.ask(path)).headers['ratelimit']?.split(';')[1];
    expect([await left('/large'), await left('/large'), await left('/large?'), await left('/large')]).to.deep.equal([
      'r=3',
      'r=2',
      'r=1',
      'r=0',
    ]);
    const [ahead, express] = [await host.ask('/large'), await host.ask('/small')];
    expect([ahead.status, express.status]).to.deep.equal([429, 429]);
    expect(JSON.parse(ahead.body.toString())).to.have.nested.property('error.code', 'RATE_LIMITED');
    expect(Object.keys(ahead.headers)).to.have.members(Object.keys(express.headers));
  });

  it('a forged address changes nothing about who is counted', async () => {
    host = await SharedHost.start({ points: 3 });
    for (const address of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) await host.ask('/large', { 'x-forwarded-for': address });
    expect((await host.ask('/large', { 'x-forwarded-for': '4.4.4.4' })).status).to.equal(429);
  });

  it('writes the same line in the log, under the id that the answer bears', async () => {
    host = await SharedHost.start();
    await host.ask('/large?');
    await host.ask('/large?', { 'x-request-id': 'from-the-caller' });
    const [express, ahead] = host.logger.lines;
    expect(ahead?.requestId).to.equal('from-the-caller');
    expect(ahead).to.deep.include({ level: 'info', context: 'access', message: 'GET /api/shared/large 200' });
    const { durationMs: _took, ...fields } = ahead?.fields ?? {};
    const { durationMs: _alsoTook, ...same } = express?.fields ?? {};
    expect(fields).to.deep.equal(same);
    expect(fields).to.include({ route: '/api/shared/large', status: 200 });
  });

  it('counts as a read of the cache', async () => {
    host = await SharedHost.start();
    for (const path of ['/large', '/large', '/large']) await host.ask(path);
    expect(host.statistics.of('route:shared:large')).to.deep.include({ misses: 1, loads: 1 });
    expect(host.statistics.of('route:shared:large').hits).to.deep.equal({ process: 2, shared: 0 });
  });
});

import { expect } from 'chai';
import { ConfigError, loadConfig } from '../../../src/config/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { echoFeature } from '../../support/echo-feature.js';

const self = '127.0.0.1';

describe('the address of a caller', () => {
  /** How many proxies are configured, what arrives in X-Forwarded-For, and who called. */
  const table: [number, string | undefined, string][] = [
    [0, undefined, self],
    [0, '8.8.8.8', self],
    [0, '8.8.8.8, 9.9.9.9', self],
    [1, undefined, self],
    [1, '203.0.113.9', '203.0.113.9'],
    [1, '8.8.8.8, 203.0.113.9', '203.0.113.9'],
    [1, '1.1.1.1, 8.8.8.8, 203.0.113.9', '203.0.113.9'],
    [1, '127.0.0.1, 10.0.0.1, 203.0.113.9', '203.0.113.9'],
    [1, '2001:db8::9', '2001:db8::9'],
    [1, '203.0.113.9:4711', self],
    [1, 'unknown', self],
    [1, '8.8.8.8, <script>', self],
    [1, '', self],
    [2, '203.0.113.9, 10.0.0.1', '203.0.113.9'],
    [2, '8.8.8.8, 203.0.113.9, 10.0.0.1', '203.0.113.9'],
    [2, '8.8.8.8, not an address, 10.0.0.1', self],
    [3, '8.8.8.8, 203.0.113.9, 10.0.0.2, 10.0.0.1', '203.0.113.9'],
  ];
  const apps = new Map<number, TestApp>();
  before(async () => {
    for (const trustedProxies of new Set(table.map(([hops]) => hops))) {
      apps.set(trustedProxies, await buildTestApp(undefined, { config: { http: { trustedProxies } }, extra: [echoFeature] }));
    }
  });
  after(async () => {
    for (const app of apps.values()) await app.close();
  });

  for (const [hops, forwarded, expected] of table) {
    it(`behind ${hops} proxies, X-Forwarded-For ${forwarded === undefined ? 'absent' : `"${forwarded}"`}: ${expected}`, async () => {
      const app = apps.get(hops);
      const request = app?.http.post('/api/v1/echo').send({ text: 'a', count: 1 });
      for (const spoofed of ['x-real-ip', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip']) request?.set(spoofed, '6.6.6.6');
      const { body } = (await (forwarded === undefined ? request : request?.set('x-forwarded-for', forwarded))) ?? {};
      expect(body.data.ip.replace(/^::ffff:/, '')).to.equal(expected);
    });
  }

  it('cannot be forged by a header', async () => {
    const { body } = (await apps
      .get(0)
      ?.http.post('/api/v1/echo')
      .set('x-forwarded-for', '8.8.8.8')
      .set('forwarded', 'for=8.8.8.8')
      .send({ text: 'a', count: 1 })
      .expect(201)) ?? { body: {} };
    expect(body.data.ip).to.match(/^(::ffff:)?127\.0\.0\.1$/);
  });

  for (const text of ['true', 'yes', 'loopback', '10.0.0.0/8', '-1', '1.5', '11']) {
    it(`a start with TRUST_PROXY=${text} is refused: it must say how many proxies there are`, () => {
      expect(() => loadConfig({ NODE_ENV: 'test', TRUST_PROXY: text })).to.throw(ConfigError, /TRUST_PROXY/);
    });
  }
});

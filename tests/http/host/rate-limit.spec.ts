import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { echoFeature } from '../../support/echo-feature.js';

const fewSearches = { points: 3, windowSeconds: 60 };

describe('rate limits', () => {
  let app: TestApp;
  before(async () => {
    const limits = { global: { points: 20, windowSeconds: 60 }, auth: fewSearches, upload: fewSearches, search: fewSearches };
    app = await buildTestApp(undefined, { config: { limits, http: { trustedProxies: 1 } }, extra: [echoFeature] });
  });
  after(() => app.close());

  const from = (address: string, path: string) => app.http.get(path).set('x-forwarded-for', address);

  it('say what is left on every answer, and 429 with Retry-After when nothing is', async () => {
    const address = `203.0.113.${Math.floor(Math.random() * 250)}`;
    for (const left of [2, 1, 0]) {
      const { headers } = await from(address, '/api/v1/echo/search').expect(200);
      expect(headers['ratelimit-policy']).to.equal('"search";q=3;w=60');
      expect(headers['ratelimit']).to.match(new RegExp(`^"search";r=${left};t=\\d+$`));
    }
    const { body, headers } = await from(address, '/api/v1/echo/search').expect(429);
    expect(body.error.code).to.equal('RATE_LIMITED');
    expect(Number(headers['retry-after'])).to.be.within(1, 60);
  });

  it('count each address for itself, as the last proxy saw it', async () => {
    const mine = `198.51.100.${Math.floor(Math.random() * 250)}`;
    for (let call = 0; call < 20; call += 1) await from(mine, '/api/v1/echo').expect(200);
    await from(mine, '/api/v1/echo').expect(429);
    await from(`203.0.113.77, ${mine}`, '/api/v1/echo').expect(429);
    await from('198.51.100.251', '/api/v1/echo').expect(200);
  });

  it('do not touch the probes', async () => {
    for (let call = 0; call < 30; call += 1) await app.http.get('/health/live').expect(200);
  });
});

describe('the address of a caller without a proxy', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp(undefined, { extra: [echoFeature] });
  });
  after(() => app.close());

  it('cannot be forged by a header', async () => {
    const { body } = await app.http
      .post('/api/v1/echo')
      .set('x-forwarded-for', '8.8.8.8')
      .send({ text: 'a', count: 1 })
      .expect(201);
    expect(body.data.ip).to.match(/^(::ffff:)?127\.0\.0\.1$/);
  });
});

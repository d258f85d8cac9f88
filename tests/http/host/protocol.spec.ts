import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { echoFeature } from '../../support/echo-feature.js';

const categories = '/api/v1/listings/categories';

describe('the HTTP host', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp(undefined, { extra: [echoFeature] });
  });
  after(() => app.close());

  describe('methods', () => {
    it('unknown addresses are 404 in the envelope', async () => {
      for (const path of ['/api/v1/nothing', '/nothing', '/api/v1/echo/items', '/api']) {
        const { body } = await app.http.get(path).expect(404);
        expect(body.error.code).to.equal('ROUTE_NOT_FOUND');
      }
    });

    it('a known address with another method is 405 with Allow', async () => {
      const { headers, body } = await app.http.put('/api/v1/echo').expect(405);
      expect(headers['allow']).to.equal('DELETE, GET, HEAD, OPTIONS, POST');
      expect(body.error.code).to.equal('METHOD_NOT_ALLOWED');
    });

    it('OPTIONS says what is allowed, HEAD is GET without the body', async () => {
      const options = await app.http.options(categories).expect(204);
      expect(options.headers['allow']).to.equal('GET, HEAD, OPTIONS');
      const get = await app.http.get(categories).set('accept-encoding', 'identity').expect(200);
      const head = await app.http.head(categories).set('accept-encoding', 'identity').expect(200);
      expect(head.text ?? '').to.equal('');
      expect(head.headers['content-length']).to.equal(get.headers['content-length']);
      expect(head.headers['etag']).to.equal(get.headers['etag']);
    });
  });

  describe('request ids', () => {
    it('a sane id is kept, anything else replaced', async () => {
      const kept = await app.http.get(categories).set('x-request-id', 'order-66.abc_DEF~1');
      expect(kept.headers['x-request-id']).to.equal('order-66.abc_DEF~1');
      for (const bad of ['short', 'a'.repeat(65), 'has space in it', 'semi;colon;12', '<script>alert(1)</script>']) {
        const { headers } = await app.http.get(categories).set('x-request-id', bad);
        expect(headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
      }
    });
  });

  describe('errors', () => {
    it('are problem+json with the same code for a client that asks for it (RFC 9457)', async () => {
      const { body, headers } = await app.http.get('/api/v1/echo?count=x').set('accept', 'application/problem+json').expect(400);
      expect(headers['content-type']).to.equal('application/problem+json');
      expect(body).to.include({ status: 400, code: 'VALIDATION_FAILED', type: 'urn:bikearea:error:VALIDATION_FAILED' });
      expect(body.errors).to.have.property('count');
      expect(body.requestId).to.equal(headers['x-request-id']);
    });

    it('say how to sign in where that is what is missing', async () => {
      const { headers } = await app.http.get('/api/v1/echo/staff').expect(401);
      expect(headers['www-authenticate']).to.equal('Bearer');
    });
  });

  describe('compression', () => {
    it('large JSON is compressed when asked, small is not, and each coding has its own ETag', async () => {
      const plain = await app.http.get(categories).set('accept-encoding', 'identity').expect(200);
      const gzip = await app.http.get(categories).set('accept-encoding', 'gzip').expect(200);
      const brotli = await app.http.get(categories).set('accept-encoding', 'br, gzip;q=0').expect(200);
      expect(gzip.headers['content-encoding']).to.equal('gzip');
      expect(brotli.headers['content-encoding']).to.equal('br');
      expect(gzip.body).to.deep.equal(plain.body);
      expect(brotli.body).to.deep.equal(plain.body);
      expect(new Set([plain, gzip, brotli].map(({ headers }) => headers['etag'])).size).to.equal(3);
      expect(gzip.headers['vary']).to.match(/accept-encoding/i);
      const small = await app.http.get('/api/v1/echo').set('accept-encoding', 'gzip').expect(200);
      expect(small.headers).to.not.have.property('content-encoding');
    });
  });

  describe('access', () => {
    it('a token is looked at where it may matter, and only there', async () => {
      await app.http.get('/api/v1/echo').set('authorization', 'Bearer nonsense').expect(200);
      await app.http.get('/api/v1/echo/search').set('authorization', 'Bearer nonsense').expect(401);
      await app.http.get('/api/v1/echo/search').expect(200);
      await app.http.get('/api/v1/echo/staff').set('authorization', 'Basic abc').expect(401);
    });
  });
});

import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { demoLogins } from '../../../seeds/demo.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';

const policyOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries(
    String(headers['content-security-policy'])
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .map(([name = '', ...sources]) => [name, sources.join(' ')]),
  );

describe('the docs', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp();
  });
  after(() => app.close());

  describe('/docs.json', () => {
    it('is the document, without signing in', async () => {
      const { body } = await app.http.get('/docs.json').expect(200).expect('content-type', 'application/json; charset=utf-8');
      expect(body).to.deep.equal(JSON.parse(JSON.stringify(app.application.http.openApi)));
    });

    it('is 304 for who has it, in each coding', async () => {
      for (const coding of ['gzip', 'identity']) {
        const { headers } = await app.http.get('/docs.json').set('accept-encoding', coding).expect(200);
        const tag = String(headers['etag']);
        await app.http.get('/docs.json').set('accept-encoding', coding).set('if-none-match', `"other", W/${tag}`).expect(304, '');
        const other = coding === 'gzip' ? 'identity' : 'gzip';
        await app.http.get('/docs.json').set('accept-encoding', other).set('if-none-match', tag).expect(200);
      }
    });

    it('is compressed when asked, to a fraction', async () => {
      const { headers, body } = await app.http
        .get('/docs.json')
        .set('accept-encoding', 'gzip')
        .buffer(true)
        .parse((res, done) => {
          // superagent has undone the coding already; the length is what travelled.
          const chunks: Buffer[] = [];
          res.on('data', (chunk: Buffer) => chunks.push(chunk));
          res.on('end', () => done(null, Buffer.concat(chunks)));
        })
        .expect('content-encoding', 'gzip')
        .expect('vary', /accept-encoding/i);
      const bytes = body as Buffer;
      const whole = bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
      expect(JSON.parse(whole.toString())).to.have.property('openapi', '3.0.3');
      expect(Number(headers['content-length'])).to.be.lessThan(whole.length / 4);
    });

    it('is only read: HEAD has no body, POST is 405', async () => {
      const { headers, text } = await app.http.head('/docs.json').expect(200);
      expect(Number(headers['content-length'])).to.be.greaterThan(1_000);
      expect(text ?? '').to.equal('');
      await app.http.post('/docs.json').expect(405).expect('allow', 'GET, HEAD');
    });
  });

  describe('/docs', () => {
    it('is a page whose policy allows what it loads from here, and nothing inline', async () => {
      const page = await app.http
        .get('/docs')
        .expect(200)
        .expect('content-type', /^text\/html/);
      expect(policyOf(page)).to.deep.equal({
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': "'self'",
        'img-src': "'self' data:",
        'connect-src': "'self'",
        'frame-ancestors': "'none'",
        'base-uri': "'none'",
        'form-action': "'none'",
      });
      expect(page.headers).to.include({
        'x-frame-options': 'DENY',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(page.headers).to.not.have.property('x-powered-by');
      expect(page.text).to.not.match(/<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=|javascript:/i);
    });

    it('loads only what is here', async () => {
      const { text } = await app.http.get('/docs').expect(200);
      const addresses = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '');
      expect(addresses).to.include.members(['/docs/swagger-ui-bundle.js', '/docs/page.js', '/docs/swagger-ui.css']);
      for (const address of addresses) {
        const { headers } = await app.http.get(address).expect(200);
        expect(headers['etag'], address).to.match(/^"/);
        expect(headers['x-content-type-options'], address).to.equal('nosniff');
      }
    });

    it('has nothing beside what it loads: no package.json, no source map, no way up', async () => {
      for (const name of ['package.json', 'swagger-ui-bundle.js.map', 'index.html', '..%2fpackage.json', 'constructor']) {
        const { body } = await app.http.get(`/docs/${name}`).expect(404);
        expect(body.error.code, name).to.equal('ROUTE_NOT_FOUND');
      }
      await app.http.post('/docs').expect(405).expect('allow', 'GET, HEAD');
    });
  });

  it('leave the policy of the API as it was', async () => {
    const policy = policyOf(await app.http.get('/api/v1/listings/categories').expect(200));
    expect(policy).to.include({ 'default-src': "'none'" }).and.not.have.any.keys('script-src', 'style-src');
  });

  it('name the demo logins outside production, and sign in with one as the example', async () => {
    const { body } = await app.http.get('/docs.json').expect(200);
    const { email, password } = demoLogins.rider;
    expect(body.info.description).to.include(email).and.include(password).and.include(demoLogins.admin.email);
    const example = body.paths['/api/v1/auth/login'].post.requestBody.content['application/json'].example;
    expect(example).to.deep.equal({ email, password });
  });

  it('are there in production too, without demo logins', async () => {
    const production = await buildTestApp(undefined, { config: { environment: 'production' } });
    try {
      const { body } = await production.http.get('/docs.json').expect(200);
      expect(body.info.description).to.include('/auth/login');
      expect(JSON.stringify(body)).to.not.match(/demo/i);
      await production.http.get('/docs').expect(200);
    } finally {
      await production.close();
    }
  });
});

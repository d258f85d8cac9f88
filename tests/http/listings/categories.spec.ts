import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';

describe('GET /listings/categories', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp();
  });
  after(() => app.close());

  it('gives the seeded tree without signing in: roots with children, Georgian by default', async () => {
    const { body } = await app.http.get('/api/v1/listings/categories').expect(200);
    expect(body.success).to.equal(true);
    const [motorcycles] = body.data;
    expect(motorcycles).to.include({ slug: 'motorcycles', name: 'მოტოციკლები', parentId: null });
    expect(motorcycles.children[0]).to.include({ slug: 'sport', name: 'სპორტული', parentId: motorcycles.id });
    expect(body).to.not.have.property('meta');
  });

  it('speaks English when asked, and says that the answer varies by language', async () => {
    const { body, headers } = await app.http.get('/api/v1/listings/categories').set('accept-language', 'en').expect(200);
    expect(body.data[0].name).to.equal('Motorcycles');
    expect(headers['vary']).to.match(/accept-language/i);
  });

  it('answers 304 to a client that has it already', async () => {
    const first = await app.http.get('/api/v1/listings/categories').expect(200);
    await app.http.get('/api/v1/listings/categories').set('if-none-match', String(first.headers['etag'])).expect(304, '');
  });
});

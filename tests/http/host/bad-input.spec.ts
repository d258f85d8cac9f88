import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { echoFeature } from '../../support/echo-feature.js';

const path = '/api/v1/echo';

describe('bad input', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp(undefined, { extra: [echoFeature] });
  });
  after(() => app.close());

  const post = (text: string | Buffer, type = 'application/json') =>
    app.http
      .post(path)
      .set('content-type', type)
      .serialize((raw) => raw as unknown as string)
      .send(text as string);

  it('names every fault by its field, at once', async () => {
    const { body } = await post(JSON.stringify({ count: -1, tags: 'one', inner: {}, extra: 1 })).expect(400);
    expect(body.success).to.equal(false);
    expect(body.error.code).to.equal('VALIDATION_FAILED');
    expect(Object.keys(body.error.details)).to.have.members(['text', 'count', 'tags', 'inner.name', 'extra']);
    expect(body.error.message).to.be.a('string').that.includes('text').and.includes('extra');
  });

  it('names a fault by its field also where every object has something of that name', async () => {
    const { body } = await app.http.get(`${path}?toString=1&hasOwnProperty=2`).expect(400);
    expect(body.error.details).to.have.all.keys('toString', 'hasOwnProperty');
  });

  it('coerces what has one meaning: numbers and booleans in the query', async () => {
    const { body } = await app.http.get(`${path}?count=3&flag=false&q=%E1%83%9B%E1%83%9D%E1%83%A2%E1%83%9D+x`).expect(200);
    expect(body.data).to.deep.equal({ count: 3, flag: false, q: 'მოტო x' });
  });

  it('malformed JSON is 400 MALFORMED_JSON', async () => {
    const { body } = await post('{"text": ').expect(400);
    expect(body.error.code).to.equal('MALFORMED_JSON');
  });

  it('a body that is no object is 400', async () => {
    for (const text of ['[]', '"x"', '3', 'null', 'true']) await post(text).expect(400);
  });

  it('bytes that are not UTF-8 are refused, not replaced', async () => {
    const { body } = await post(
      Buffer.concat([Buffer.from('{"count":1,"text":"a'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
    ).expect(400);
    expect(body.error.code).to.equal('MALFORMED_JSON');
  });

  it('NUL and lone surrogates are refused with the name of the field', async () => {
    for (const text of ['a\\u0000b', 'a\\ud800b']) {
      const { body } = await post(`{"count":1,"text":"${text}"}`).expect(400);
      expect(body.error.details).to.have.property('text');
    }
    await app.http.get(`${path}?q=a%00b`).expect(400);
  });

  it('a wrong content type is 415, with and without a body of that type', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/jsonp']) {
      const { body } = await post('{"text":"a","count":1}', type).expect(415);
      expect(body.error.code).to.equal('UNSUPPORTED_MEDIA_TYPE');
    }
  });

  it('a body of 11 MB is 413', async () => {
    const { body } = await post(JSON.stringify({ text: 'a'.repeat(11 * 1024 * 1024), count: 1 })).expect(413);
    expect(body.error.code).to.equal('PAYLOAD_TOO_LARGE');
  });

  it('a small gzip that becomes large is 413', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(Buffer.from(JSON.stringify({ text: 'a'.repeat(11 * 1024 * 1024), count: 1 })));
    await app.http
      .post(path)
      .set('content-type', 'application/json')
      .set('content-encoding', 'gzip')
      .serialize(() => bomb as never)
      .send(bomb as never)
      .expect(413);
  });

  it('__proto__ and its like are refused and poison nothing', async () => {
    for (const text of [
      '{"text":"a","count":1,"__proto__":{"admin":true}}',
      '{"text":"a","count":1,"inner":{"name":"x","constructor":{"prototype":{"admin":true}}}}',
    ]) {
      await post(text).expect(400);
    }
    await app.http.get(`${path}?__proto__[admin]=1`).expect(400);
    await app.http.get(`${path}?__proto__=1`).expect(400);
    expect(({} as { admin?: boolean }).admin).to.equal(undefined);
  });

  it('a list where text is asked for is 400', async () => {
    const { body } = await app.http.get(`${path}?q=a&q=b`).expect(400);
    expect(body.error.details).to.have.property('q');
    await app.http.get(`${path}?q[]=a`).expect(400);
    await post('{"text":["a"],"count":1}').expect(400);
  });

  it('10,000 query keys are refused before they are read', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `k${index}=1`)
      .join('&')
      .slice(0, 15_000);
    const { body } = await app.http.get(`${path}?${many}`).expect(400);
    expect(body.error.code).to.equal('MALFORMED_REQUEST');
  });

  it('an array bomb and deep nesting are 400', async () => {
    await post(`{"text":"a","count":1,"tags":[${'"x",'.repeat(20_000)}"x"]}`).expect(400);
    await post(`{"text":"a","count":1,"inner":${'{"a":'.repeat(500)}1${'}'.repeat(500)}}`).expect(400);
  });

  it('a malformed id is 400 and a malformed escape in the path is 400', async () => {
    await app.http.get(`${path}/items/123`).expect(400);
    await app.http.get(`${path}/items/%E1%83`).expect(400);
    await app.http.get(`${path}?q=%E1%83`).expect(400);
  });

  it('what fails inside is 500 with the request id and nothing else', async () => {
    const { body, headers } = await app.http.delete(path).expect(500);
    expect(body).to.deep.equal({
      success: false,
      error: { code: 'INTERNAL_ERROR', message: 'Something went wrong on our side', requestId: headers['x-request-id'] },
    });
  });
});

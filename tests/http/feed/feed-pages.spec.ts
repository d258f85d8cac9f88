import { expect } from 'chai';
import type supertest from 'supertest';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { type PostBody, PostsApi } from '../posts/posts-api.js';

const feedUrl = 'http://api.test/api/v1/posts/feed';

describe('pages of the feed', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let reader: Person;
  let written: string[];
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    reader = await createPerson(app);
    const friend = await createPerson(app);
    await posts.follow(reader, friend).expect(200);
    written = [];
    for (let i = 0; i < 7; i += 1) written.unshift((await posts.write(i % 3 === 0 ? reader : friend, `post ${i}`)).id);
  });
  after(() => app.close());

  const read = (query: string): supertest.Test => posts.get(`/feed${query}`, reader);
  const idsOf = ({ body }: supertest.Response): string[] => (body.data as PostBody[]).map(({ id }) => id);

  it('are ten posts long unless asked otherwise, and tell how many there are', async () => {
    const { body } = await read('').expect(200);
    expect((body.data as PostBody[]).map(({ id }) => id)).to.deep.equal(written);
    expect(body.meta).to.deep.equal({ page: 1, limit: 10, total: 7, totalPages: 1, nextCursor: null });
  });

  it('come by number, with links to the others', async () => {
    const answer = await read('?page=2&limit=3').expect(200);
    expect(idsOf(answer)).to.deep.equal(written.slice(3, 6));
    expect(answer.body.meta).to.include({ page: 2, limit: 3, total: 7, totalPages: 3 });
    expect(answer.headers['link']).to.equal(
      [
        `<${feedUrl}?page=3&limit=3>; rel="next", <${feedUrl}?page=1&limit=3>; rel="prev"`,
        `<${feedUrl}?page=1&limit=3>; rel="first", <${feedUrl}?page=3&limit=3>; rel="last"`,
      ].join(', '),
    );
    const last = await read('?page=3&limit=3').expect(200);
    expect(last.headers['link']).to.not.contain('rel="next"');
    expect(last.body.meta.nextCursor).to.equal(null);
  });

  it('past the end are empty, with the same total', async () => {
    const { body } = await read('?page=9&limit=3').expect(200);
    expect(body.data).to.deep.equal([]);
    expect(body.meta).to.deep.equal({ page: 9, limit: 3, total: 7, totalPages: 3, nextCursor: null });
    await read('?page=10000&limit=100').expect(200);
  });

  it('by cursor are linked by cursor alone, and the links lead through the whole feed', async () => {
    const seen: string[] = [];
    let next: string | undefined = '/api/v1/posts/feed?limit=3';
    while (next) {
      const answer: supertest.Response = await app.http.get(next).set('authorization', reader.authorization).expect(200);
      seen.push(...idsOf(answer));
      const link = answer.headers['link'] ?? '';
      expect(link).to.not.match(/rel="(prev|first|last)"|page=/);
      next = /<http:\/\/api\.test([^>]+)>; rel="next"/.exec(link)?.[1];
    }
    expect(seen).to.deep.equal(written);
  });

  it('go on after the cursor whatever page is named beside it', async () => {
    const { body } = await read('?limit=2').expect(200);
    const answer = await read(`?limit=4&page=3&cursor=${body.meta.nextCursor}`).expect(200);
    expect(idsOf(answer)).to.deep.equal(written.slice(2, 6));
  });

  it('take no cursor of another list, and none that was tampered with', async () => {
    const cursor = String((await read('?limit=2').expect(200)).body.meta.nextCursor);
    const foreign = String((await posts.get(`/user/${reader.id}?limit=1`, reader).expect(200)).body.meta.nextCursor);
    const flipped = `${cursor.startsWith('A') ? 'B' : 'A'}${cursor.slice(1)}`;
    const longer = `${cursor}AAAA`;
    const zeros = Buffer.alloc(36).toString('base64url');
    for (const bad of [foreign, flipped, cursor.slice(0, -2), longer, zeros, 'nonsense', '%00', '..%2f', "'"]) {
      const { body } = await read(`?limit=2&cursor=${bad}`).expect(400);
      expect(body.error.code, bad).to.be.oneOf(['MALFORMED_CURSOR', 'VALIDATION_FAILED']);
      if (bad === foreign || bad === flipped || bad === zeros) expect(body.error.code, bad).to.equal('MALFORMED_CURSOR');
    }
    for (const path of ['/trending', '/saved', `/user/${reader.id}`, `/liked/${reader.id}`, '/hashtag/feed']) {
      const { body } = await posts.get(`${path}?cursor=${cursor}`, reader).expect(400);
      expect(body.error.code, path).to.equal('MALFORMED_CURSOR');
    }
  });

  it('take limits from 1 to 100 and pages from 1', async () => {
    await read('?limit=100').expect(200);
    for (const query of [
      'limit=101',
      'limit=0',
      'limit=x',
      'page=0',
      'page=-1',
      'page=10001',
      'page=1.5',
      'sort=x',
      'limit=1&limit=2',
    ]) {
      const { body } = await read(`?${query}`).expect(400);
      expect(body.error.code, query).to.equal('VALIDATION_FAILED');
    }
  });

  it('are for those who are signed in', async () => {
    await posts.get('/feed').expect(401);
    await posts.get('/feed').set('authorization', 'Bearer nonsense').expect(401);
  });
});

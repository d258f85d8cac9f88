import { expect } from 'chai';
import { RefreshTrending } from '../../../src/core/feed/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PostsApi } from '../posts/posts-api.js';

interface Hashtag {
  readonly id: string;
  readonly name: string;
  readonly postsCount: number;
}

describe('GET /posts/hashtags/trending', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let three: [Person, Person, Person];
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    three = [await createPerson(app), await createPerson(app), await createPerson(app)];
  });
  after(() => app.close());

  const read = async (query = '', who?: Person): Promise<Hashtag[]> => {
    const { body } = await posts.get(`/hashtags/trending${query}`, who).expect(200);
    expect(body).to.have.all.keys('success', 'data');
    return body.data as Hashtag[];
  };
  const refresh = (): Promise<void> => app.container.get(RefreshTrending).run();

  it('is empty before there is a ranking', async () => {
    expect(await read()).to.deep.equal([]);
    await refresh();
    expect(await read()).to.deep.equal([]);
  });

  it('puts a tag of three people before one that a single person wrote fifty times; counts live public posts', async () => {
    const spammer = await createPerson(app);
    for (let i = 0; i < 50; i += 1) await posts.write(spammer, `#spam ${i}`);
    const [a, b, c] = three;
    const written = [
      await posts.write(a, 'წავედით #მოტო'),
      await posts.write(b, '#ᲛᲝᲢᲝ #მოტო'),
      await posts.write(c, '#მოტო #Kazbegi'),
    ];
    await posts.write(b, '#kazbegi');
    await posts.write(a, '#hidden', { visibility: 'FOLLOWERS' });
    await refresh();
    const expected = [
      ['მოტო', 3],
      ['kazbegi', 2],
      ['spam', 50],
    ];
    for (const who of [undefined, a]) {
      const found = await read('', who);
      expect(found.map(({ name, postsCount }) => [name, postsCount])).to.deep.equal(expected);
      expect(found[0]).to.have.all.keys('id', 'name', 'postsCount');
    }
    await posts.send('delete', `/${written[0]?.id}`, a).expect(200);
    expect((await read())[0], 'the number is that of now').to.include({ name: 'მოტო', postsCount: 2 });
    for (const post of written.slice(1)) {
      await posts
        .send('patch', `/${post.id}`, post === written[1] ? b : c)
        .send({ visibility: 'PRIVATE' })
        .expect(200);
    }
    expect((await read()).map(({ name }) => name)).to.deep.equal(['kazbegi', 'spam']);
  });

  it('gives ten unless asked for another number, up to 100', async () => {
    const [a, b] = three;
    const tags = Array.from({ length: 12 }, (_, i) => `#tag_${i}`).join(' ');
    for (const who of [a, b]) await posts.write(who, tags);
    await refresh();
    expect(await read()).to.have.length(10);
    expect(await read('?limit=1')).to.have.length(1);
    expect(await read('?limit=100')).to.have.length(14);
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'page=2', 'cursor=x']) {
      const { body } = await posts.get(`/hashtags/trending?${query}`).expect(400);
      expect(body.error.code, query).to.equal('VALIDATION_FAILED');
    }
  });
});

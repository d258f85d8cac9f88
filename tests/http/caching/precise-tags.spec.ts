import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { PostsApi } from '../posts/posts-api.js';

/** Pages of one post and one person are ended by what stands in them, and by nothing else. */
describe('what ends the page of a post or of a person', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let gia: Person;
  let mentioned: Person;
  let original: string;
  let post: string;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
  });
  after(() => app.close());
  beforeEach(async () => {
    [nino, gia, mentioned] = [await createPerson(app), await createPerson(app), await createPerson(app)];
    original = (await posts.write(gia, 'the first')).id;
    const quote = await posts
      .send('post', '', nino)
      .send({ content: `see @${mentioned.username}`, quoteOf: original })
      .expect(201);
    post = quote.body.data.id as string;
    await posts.send('post', `/${post}/comments`, gia).send({ content: 'nice' }).expect(201);
    await app.settle();
  });

  const pages = (): Record<string, string> => ({
    post: `/posts/${post}`,
    comments: `/posts/${post}/comments`,
    person: `/users/${nino.username}`,
  });
  const read = async (path: string) => app.http.get(`/api/v1${path}`).expect(200);
  const profile = (who: Person, changes: object) =>
    app.http.patch('/api/v1/users/me').set('authorization', who.authorization).send(changes).expect(200);
  /** Which of the pages are made anew after it, by name. */
  async function endedBy(change: () => Promise<unknown>): Promise<string[]> {
    for (const path of Object.values(pages())) await read(path);
    for (const path of Object.values(pages())) expect((await read(path)).headers['cache-status'], path).to.include('hit');
    const asked = pages();
    await change();
    await app.settle();
    const ended: string[] = [];
    for (const [name, path] of Object.entries(asked)) {
      if (!(await read(path)).headers['cache-status']?.includes('; hit')) ended.push(name);
    }
    return ended;
  }

  const changes: Record<string, { change: () => Promise<unknown>; ends: string[] }> = {
    'a post of somebody else': { change: () => posts.write(mentioned, 'elsewhere'), ends: [] },
    'a like of the original': { change: () => posts.send('post', `/${original}/like`, mentioned), ends: ['post'] },
    'somebody else follows somebody': {
      change: () => app.http.put(`/api/v1/users/${gia.id}/follow`).set('authorization', mentioned.authorization),
      ends: [],
    },
    'a like': { change: () => posts.send('post', `/${post}/like`, gia), ends: ['post'] },
    'the bio of the author': { change: () => profile(nino, { bio: 'rides' }), ends: ['post', 'comments', 'person'] },
    'the original': {
      change: () => posts.send('patch', `/${original}`, gia).send({ content: 'changed' }),
      ends: ['post', 'comments'],
    },
    'a new name of somebody who is mentioned': {
      change: () => profile(mentioned, { username: `new_${mentioned.username}` }),
      ends: ['post', 'comments', 'person'],
    },
  };
  for (const [what, { change, ends }] of Object.entries(changes)) {
    it(`${what}: ${ends.join(', ') || 'nothing'}`, async () => {
      expect(await endedBy(change)).to.deep.equal(ends);
    });
  }

  it('and they show it', async () => {
    for (const path of Object.values(pages())) await read(path);
    const renamed = `new_${mentioned.username}`;
    await profile(mentioned, { username: renamed });
    await profile(gia, { bio: 'of the original' });
    await profile(nino, { bio: 'of the author', fullName: 'ნინო მ.' });
    await app.settle();
    const { data } = (await read(`/posts/${post}`)).body;
    expect(data.mentions).to.deep.equal([{ id: mentioned.id, username: renamed }]);
    expect(data.repostOf.author.bio).to.equal('of the original');
    expect(data.author).to.deep.include({ bio: 'of the author', fullName: 'ნინო მ.' });
    expect((await read(`/users/${nino.username}`)).body.data.fullName).to.equal('ნინო მ.');
  });
});

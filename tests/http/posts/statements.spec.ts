import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { fourCorners, jpegOf } from '../../support/pictures.js';
import { type PostBody, PostsApi } from './posts-api.js';

const pageSizes = [1, 10, 100];

describe('statements of the database for posts', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let fan: Person;
  let rich: PostBody;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    [nino, fan] = [await createPerson(app), await createPerson(app)];
    const jpeg = await jpegOf(fourCorners(64, 48));
    await posts.follow(fan, nino).expect(200);
    for (let i = 0; i < 12; i += 1) {
      const post = await posts.write(nino, `ride ${i} #budget @${fan.username}`);
      for (const what of ['like', 'save', 'repost']) await posts.send('put', `/${post.id}/${what}`, fan).expect(200);
      await posts.write(fan, `quote ${i} #budget`, { quoteOf: post.id });
    }
    rich = await posts.writeWith(nino, `with all @${fan.username} #budget`, [jpeg, jpeg]);
    await app.settle();
  });
  after(() => app.close());

  const statements = async (path: string, who: Person | undefined): Promise<{ count: number; items: number; text: string }> => {
    const asked: string[] = [];
    const note = ({ sql }: { sql: string }): void => void asked.push(sql);
    app.knex.on('query', note);
    const { body } = await posts.get(path, who).expect(200);
    app.knex.removeListener('query', note);
    return { count: asked.length, items: Array.isArray(body.data) ? (body.data as unknown[]).length : 1, text: asked.join('\n') };
  };

  it('one post takes one, and one for signing in or, the first time a guest asks, for where it comes from', async () => {
    const expectAtMost = async (most: number, who?: Person): Promise<void> => {
      const { count, text } = await statements(`/${rich.id}`, who);
      expect(count, text).to.be.within(1, most);
    };
    await expectAtMost(2, fan);
    await expectAtMost(2);
    await posts.send('put', `/${rich.id}/like`, fan).expect(200);
    await app.settle();
    await expectAtMost(1);
  });

  it('a list takes two, and one for signing in, whatever the size of the page', async () => {
    for (const path of [`/user/${nino.id}`, `/user/${fan.id}`, `/liked/${fan.id}`, '/saved', '/hashtag/budget']) {
      for (const limit of pageSizes) {
        for (const who of path === '/saved' ? [fan] : [fan, undefined]) {
          const { count, items, text } = await statements(`${path}?limit=${limit}`, who);
          expect(items, path).to.be.within(Math.min(limit, 12), limit);
          expect(count, `${path} ${limit}: ${text}`).to.be.within(2, who ? 3 : 2);
        }
      }
    }
  });
});

import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { type PostBody, PostsApi } from './posts-api.js';

describe('posts', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let luka: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    nino = await createPerson(app, { fullName: 'ნინო ბერიძე' });
    luka = await createPerson(app, { username: 'luka_r' });
  });
  after(() => app.close());

  it('are written, read and listed', async () => {
    const post = await posts.write(nino, 'დღეს კახეთში #მოტო #BIKE @luka_r');
    expect(post).to.deep.include({
      content: 'დღეს კახეთში #მოტო #BIKE @luka_r',
      hashtags: ['მოტო', 'bike'],
      visibility: 'PUBLIC',
    });
    expect(post.mentions).to.deep.equal([{ id: luka.id, username: 'luka_r' }]);
    for (const path of [`/user/${nino.id}`, '/hashtag/ᲛᲝᲢᲝ', '/hashtag/bike'])
      expect(await posts.ids(path), path).to.deep.equal([post.id]);
    expect(await posts.ids('/feed', nino)).to.deep.equal([post.id]);
    await posts.follow(luka, nino).expect(200);
    expect(await posts.ids('/feed', luka)).to.deep.equal([post.id]);
    const { body } = await posts.send('post', `/${post.id}/like`, luka).expect(200);
    expect(body.data).to.deep.equal({ isLiked: true, likesCount: 1 });
    expect((await posts.send('post', `/${post.id}/save`, luka).expect(200)).body.data).to.deep.equal({ saved: true });
    expect(await posts.ids(`/liked/${luka.id}`)).to.deep.equal([post.id]);
    expect(await posts.ids('/saved', luka)).to.deep.equal([post.id]);
    const repost = (await posts.send('post', `/${post.id}/repost`, luka).expect(200)).body.data as PostBody;
    expect(repost.repostOf?.id).to.equal(post.id);
    expect(await posts.ids('/feed', luka)).to.deep.equal([repost.id, post.id]);
  });
});

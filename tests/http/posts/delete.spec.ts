import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { fourCorners, jpegOf } from '../../support/pictures.js';
import { expectNothingLeftOver, mediaRows, pathOf } from '../media/stored-files.js';
import { PostsApi } from './posts-api.js';
import { postsCount, tagCount, wrongCounts } from './recount.js';

describe('deleting a post', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let fan: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
  });
  beforeEach(async () => {
    [nino, fan] = [await createPerson(app), await createPerson(app)];
  });
  afterEach(async () => {
    await expectNothingLeftOver(app);
    expect(await wrongCounts(app)).to.deep.equal([]);
  });
  after(() => app.close());

  const remove = (id: string, who = nino) => posts.send('delete', `/${id}`, who);

  it('it vanishes from everywhere at once, and the counters fall', async () => {
    const [stays, post] = [await posts.write(nino, 'stays #gone'), await posts.write(nino, 'goes #gone')];
    await posts.follow(fan, nino).expect(200);
    for (const what of ['like', 'save']) await posts.send('put', `/${post.id}/${what}`, fan).expect(200);
    const { body } = await remove(post.id).expect(200);
    expect(body).to.deep.equal({ success: true, data: null });
    for (const who of [undefined, nino, fan]) {
      await posts.get(`/${post.id}`, who).expect(404);
      for (const path of ['/hashtag/gone', `/user/${nino.id}`])
        expect(await posts.ids(path, who), path).to.deep.equal([stays.id]);
      expect(await posts.ids(`/liked/${fan.id}`, who)).to.deep.equal([]);
    }
    expect(await posts.ids('/saved', fan)).to.deep.equal([]);
    expect((await posts.get('/saved', fan)).body.meta.total).to.equal(0);
    for (const who of [nino, fan]) expect(await posts.ids('/feed', who)).to.deep.equal([stays.id]);
    expect([await postsCount(app, nino), await tagCount(app, 'gone')]).to.deep.equal([1, 1]);
    for (const what of ['like', 'save', 'repost']) await posts.send('put', `/${post.id}/${what}`, fan).expect(404);
  });

  it('the second time it is not there any more', async () => {
    const post = await posts.write(nino, 'once #once');
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => remove(post.id)))).map(({ status }) => status);
    expect(statuses.sort()).to.deep.equal([200, ...Array.from({ length: 7 }, () => 404)]);
    expect((await remove(post.id).expect(404)).body.error.code).to.equal('POST_NOT_FOUND');
    expect([await postsCount(app, nino), await tagCount(app, 'once')]).to.deep.equal([0, 0]);
  });

  it('its pictures go shortly after, those of other posts stay', async () => {
    const jpeg = await jpegOf(fourCorners(64, 48));
    const [stays, goes] = [await posts.writeWith(nino, '', [jpeg]), await posts.writeWith(nino, '', [jpeg, jpeg])];
    await remove(goes.id).expect(200);
    await app.settle();
    for (const { url, thumbnailUrl } of goes.images)
      for (const address of [url, thumbnailUrl]) await app.http.get(pathOf(address)).expect(404);
    expect((await mediaRows(app, nino.id)).map(({ id }) => id)).to.deep.equal(stays.images.map(({ id }) => id));
    await app.http.get(pathOf(stays.images[0]?.url ?? '')).expect(200);
  });

  it('is for the author: 403 for others who see the post, also for staff; 404 for all who do not', async () => {
    const admin = await createPerson(app, { role: 'ADMIN' });
    const post = await posts.write(nino, 'mine');
    for (const who of [fan, admin]) expect((await remove(post.id, who).expect(403)).body.error.code).to.equal('FORBIDDEN');
    await posts.send('delete', `/${post.id}`).expect(401);
    await posts.block(nino, fan).expect(200);
    await remove(post.id, fan).expect(404);
    await posts.read(post.id, nino);
  });

  it('plain reposts vanish with it and are gone after; quotes stay and pass on nothing', async () => {
    const post = await posts.write(nino, 'passed on');
    const repost = await posts.repost(fan, post.id);
    const own = await posts.repost(nino, post.id);
    const quote = await posts.write(fan, 'see', { quoteOf: post.id });
    expect(await postsCount(app, fan)).to.equal(2);
    await remove(post.id).expect(200);
    for (const who of [undefined, nino, fan]) {
      await posts.get(`/${repost.id}`, who).expect(404);
      expect(await posts.ids(`/user/${fan.id}`, who)).to.deep.equal([quote.id]);
      expect(await posts.read(quote.id, who)).to.include({ content: 'see', repostOf: null });
    }
    await app.settle();
    expect([await postsCount(app, fan), await postsCount(app, nino)]).to.deep.equal([1, 0]);
    const live = await app.knex('posts').whereNull('deleted_at').whereIn('id', [repost.id, own.id]);
    expect(live).to.deep.equal([]);
    await remove(repost.id, fan).expect(404);
  });

  it('a hundred and more reposts go, each counted down', async () => {
    const post = await posts.write(nino, 'famous');
    const people = await Promise.all(Array.from({ length: 103 }, () => createPerson(app)));
    for (const who of people) await posts.repost(who, post.id);
    await remove(post.id).expect(200);
    await app.settle();
    const counted = await app
      .knex('users')
      .whereIn(
        'id',
        people.map(({ id }) => id),
      )
      .sum<{ sum: string }[]>('posts_count');
    expect(Number(counted[0]?.sum)).to.equal(0);
    expect(await app.knex('posts').where({ repost_of_id: post.id }).whereNull('deleted_at')).to.deep.equal([]);
  });

  it('while others pass it on: no repost outlives it', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => createPerson(app)));
    const post = await posts.write(nino, 'now or never');
    const calls = people.flatMap((who, i) => [
      posts.send('put', `/${post.id}/repost`, who),
      ...(i === 5 ? [remove(post.id)] : []),
    ]);
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => ![200, 404].includes(status))).to.deep.equal([]);
    await app.settle();
    expect(await app.knex('posts').where({ repost_of_id: post.id }).whereNull('deleted_at')).to.deep.equal([]);
  });

  it('a deleted repost or quote counts down at the original', async () => {
    const post = await posts.write(nino, 'passed on');
    const [repost, quote] = [await posts.repost(fan, post.id), await posts.write(fan, 'see', { quoteOf: post.id })];
    expect((await posts.read(post.id)).repostCount).to.equal(2);
    await remove(repost.id, fan).expect(200);
    expect(await posts.read(post.id, fan)).to.include({ repostCount: 1, isReposted: false });
    await remove(quote.id, fan).expect(200);
    expect((await posts.read(post.id)).repostCount).to.equal(0);
  });
});

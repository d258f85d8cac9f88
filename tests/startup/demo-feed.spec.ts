import { expect } from 'chai';
import { demoNeeds } from '../../src/composition/demo-data.js';
import { RefreshTrending } from '../../src/core/feed/index.js';
import { MentionDirectory, mentionsIn, type PostVisibility } from '../../src/core/posts/index.js';
import { demoLogins, seedDemo } from '../../seeds/demo.js';
import { demoPersonId } from '../../seeds/demo/people.js';
import { stableId } from '../../seeds/reference.js';
import { buildTestApp, type TestApp } from '../support/build-test-app.js';
import { counters } from './demo-world.js';

interface PostBody {
  readonly id: string;
  readonly content: string;
  readonly author: { readonly id: string };
  readonly images: readonly { readonly url: string }[];
  readonly hashtags: readonly string[];
  readonly mentions: readonly { readonly username: string }[];
  readonly repostOf: { readonly id: string } | null;
  readonly likeCount: number;
  readonly commentCount: number;
  readonly isLiked: boolean;
}

describe('a first look around with demo data', () => {
  let app: TestApp;
  let authorization: string;

  before(async () => {
    app = await buildTestApp();
    await seedDemo(demoNeeds(app.container, app.knex));
    const { email, password } = demoLogins.rider;
    const { body } = await app.http.post('/api/v1/auth/login').send({ email, password }).expect(200);
    authorization = `Bearer ${body.data.tokens.accessToken}`;
    await app.container.get(RefreshTrending).run();
  });
  after(() => app.close());

  const list = async (path: string): Promise<PostBody[]> => {
    const { body } = await app.http.get(`/api/v1/posts${path}`).set('authorization', authorization).expect(200);
    return body.data as PostBody[];
  };

  it('shows the rider a feed of many authors, with pictures, a repost and his own private list', async () => {
    const feed = await list('/feed?limit=50');
    expect(feed.length).to.be.at.least(20);
    expect(new Set(feed.map(({ author }) => author.id)).size).to.be.at.least(6);
    expect(feed.filter(({ images }) => images.length > 0).length).to.be.at.least(3);
    expect(feed.filter(({ isLiked }) => isLiked)).to.not.deep.equal([]);
    const find = (key: string): PostBody | undefined => feed.find(({ id }) => id === stableId(`demo:post:${key}`));
    expect(find('repost-new-in-town')?.repostOf?.id).to.equal(stableId('demo:post:new-in-town'));
    expect(find('quote-gombori')?.repostOf?.id).to.equal(stableId('demo:post:gombori-gravel'));
    expect(find('shopping-list')).to.not.equal(undefined);
    expect(find('spare-helmet')).to.not.equal(undefined);
    expect(find('secret-line')).to.equal(undefined);
  });

  it('has pictures that load, also in the post of a guest', async () => {
    const { body } = await app.http.get(`/api/v1/posts/${stableId('demo:post:zagaro-open')}`).expect(200);
    const { images } = body.data as PostBody;
    expect(images).to.have.length(2);
    for (const { url } of images) {
      const picture = await app.http.get(new URL(url).pathname).expect(200);
      expect(picture.headers['content-type']).to.equal('image/webp');
    }
  });

  it('has posts and hashtags that many like now', async () => {
    const trending = await list('/trending?limit=50');
    expect(trending.length).to.be.at.least(20);
    expect(Math.max(...trending.slice(0, 5).map(({ likeCount }) => likeCount))).to.be.at.least(8);
    const { body } = await app.http.get('/api/v1/posts/hashtags/trending?limit=10').expect(200);
    const tags = body.data as { name: string; postsCount: number }[];
    expect(tags).to.have.length(10);
    expect(tags.map(({ name }) => name)).to.include.members(['მოტო', 'ველო']);
  });

  it('finds a post by its hashtag in any letter case, and by its words in Latin letters', async () => {
    const tagged = await list(`/hashtag/${encodeURIComponent('BikeLife')}?limit=50`);
    expect(tagged.length).to.be.at.least(8);
    expect(tagged.every(({ hashtags }) => hashtags.includes('bikelife'))).to.equal(true);
    const found = await list('/search?q=gombori');
    expect(found.map(({ id }) => id)).to.include(stableId('demo:post:gombori-dawn'));
  });

  it('names in a post whom the product itself would name', async () => {
    const directory = app.container.get(MentionDirectory);
    const posts = await app
      .knex('posts')
      .select<{ id: string; author_id: string; content: string; visibility: PostVisibility }[]>();
    for (const { id, author_id: author, content, visibility } of posts) {
      const place = { writerId: author, postAuthorId: author, visibility };
      const named = await app.knex('post_mentions').where({ post_id: id }).pluck<string[]>('user_id');
      expect(named, content).to.have.members(await directory.mentioned(mentionsIn(content), place));
    }
    const { body } = await app.http.get(`/api/v1/posts/${stableId('demo:post:first-trip')}`).expect(200);
    expect((body.data as PostBody).mentions.map(({ username }) => username)).to.deep.equal(['luka_r']);
  });

  it('has conversations of two levels under the posts that people talk about', async () => {
    const postId = stableId('demo:post:zagaro-open');
    const [post] = (await list('/trending?limit=50')).filter(({ id }) => id === postId);
    const comments = await app.knex('comments').where({ post_id: postId }).orderBy('created_at');
    expect(post?.commentCount).to.equal(comments.length);
    expect(comments.filter(({ root_id: root }) => root === null)).to.have.length(4);
    expect(comments.filter(({ root_id: root }) => root !== null).length).to.be.at.least(5);
  });

  it('goes on counting when somebody joins in', async () => {
    const path = `/api/v1/posts/${stableId('demo:post:first-trip')}`;
    const before = (await app.http.get(path).expect(200)).body.data as PostBody;
    await app.http.delete(`${path}/like`).set('authorization', authorization).expect(200);
    await app.http.put(`${path}/like`).set('authorization', authorization).expect(200);
    await app.http.post('/api/v1/posts').set('authorization', authorization).send({ content: 'ახალი დღე #მოტო' }).expect(201);
    await app.http
      .delete(`/api/v1/posts/${stableId('demo:post:visor')}`)
      .set('authorization', authorization)
      .expect(200);
    await app.settle();
    const liked = await app.knex('post_likes').where({ post_id: before.id, user_id: demoPersonId('demo_rider') });
    expect(liked).to.have.length(1);
    const { kept, counted } = await counters(app.knex);
    expect(kept).to.deep.equal(counted);
  });
});

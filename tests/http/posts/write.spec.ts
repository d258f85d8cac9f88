import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { type PostBody, PostsApi } from './posts-api.js';
import { wrongCounts } from './recount.js';

const family = '👨‍👩‍👧‍👦';
const texts = [
  '5 < 7 and 9 > 8',
  `It's "Tom & Jerry" <3`,
  'https://example.ge/?a=1&b=2',
  `${family}🏍️🇬🇪1️⃣👍🏽❤️‍🔥`,
  'დღეს კახეთში: „გზა“ — ᲙᲐᲠᲒᲘ',
  'one\ntwo\n\n\nthree\n  four',
  'a\u00a0b\u2003c\u200dd\u2028e',
  "'; drop table posts; -- \\ %s $1 ? :name {{x}}",
  '0',
  'null',
];

describe('writing a post', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    nino = await createPerson(app);
  });
  afterEach(async () => expect(await wrongCounts(app)).to.deep.equal([]));
  after(() => app.close());

  const refused = async (body: Record<string, unknown>, code: string, field?: string): Promise<void> => {
    const before = await app.knex('posts').count();
    const answer = await posts.send('post', '', nino).send(body).expect(400);
    expect(answer.body.error.code).to.equal(code);
    if (field !== undefined) expect(answer.body.error.details).to.have.property(field);
    expect(await app.knex('posts').count()).to.deep.equal(before);
  };

  it('gives the post, public, with nothing but its text', async () => {
    const post = await posts.write(nino, 'first ride');
    const { id, author, createdAt, updatedAt, ...rest } = post;
    expect(rest).to.deep.equal({
      content: 'first ride',
      visibility: 'PUBLIC',
      images: [],
      likeCount: 0,
      commentCount: 0,
      repostCount: 0,
      isLiked: false,
      isSaved: false,
      isReposted: false,
      hashtags: [],
      mentions: [],
      repostOf: null,
    });
    expect(author).to.include({ id: nino.id, username: nino.username, isFollowing: false });
    expect(updatedAt).to.equal(createdAt);
    expect(await posts.read(id, nino)).to.deep.equal(post);
  });

  it('keeps the text as it was typed, sent as JSON and as a form', async () => {
    for (const content of texts) {
      expect((await posts.write(nino, content)).content).to.equal(content);
      const { body } = await posts.form('post', '', nino, { content }).expect(201);
      expect(body.data.content).to.equal(content);
      expect((await posts.read(body.data.id as string)).content).to.equal(content);
    }
    expect((await posts.write(nino, ' \n one line \r\n and another \n ')).content).to.equal('one line \n and another');
  });

  it('2000 signs as a reader counts them are taken, 2001 are not', async () => {
    for (const sign of ['ნ', family, 'e\u0301', '🏍️', '🇬🇪']) {
      const content = sign.repeat(2000);
      expect((await posts.write(nino, content)).content).to.equal(content.normalize('NFC'));
      await refused({ content: content + sign }, 'VALIDATION_FAILED', 'content');
      await posts.form('post', '', nino, { content: content + sign }).expect(400);
    }
    await posts.form('post', '', nino, { content: family.repeat(2000) }).expect(201);
    await refused({ content: `a${'\u0301'.repeat(40_000)}` }, 'VALIDATION_FAILED', 'content');
  });

  it('neither text nor picture is no post, nor is text without anything to see', async () => {
    for (const content of ['', '  ', '\n\t\n', '\u200b', '\u200d\ufe0f', '\u2060 \u00ad'])
      await refused({ content }, 'POST_EMPTY', 'content');
    await refused({}, 'POST_EMPTY', 'content');
    const { body } = await posts.form('post', '', nino, { content: '' }).expect(400);
    expect(body.error.code).to.equal('POST_EMPTY');
    const nothing = await posts.send('post', '', nino).expect(400);
    expect(nothing.body.error.code).to.equal('POST_EMPTY');
  });

  it('takes visibility in any letter case, and no other word', async () => {
    for (const [typed, stored] of [
      ['public', 'PUBLIC'],
      ['Followers', 'FOLLOWERS'],
      ['PRIVATE', 'PRIVATE'],
    ] as const) {
      expect((await posts.write(nino, 'x', { visibility: typed })).visibility).to.equal(stored);
      const { body } = await posts.form('post', '', nino, { content: 'x', visibility: typed }).expect(201);
      expect((body.data as PostBody).visibility).to.equal(stored);
    }
    for (const visibility of ['', 'friends', 'PUBLIC ', 1, null, ['PUBLIC'], {}])
      await refused({ content: 'x', visibility }, 'VALIDATION_FAILED', 'visibility');
  });

  it('refuses fields that nobody asked for, and text that is none', async () => {
    for (const field of ['authorId', 'likeCount', 'images', 'hashtags', 'createdAt', 'deleteImageIds'])
      await refused({ content: 'x', [field]: [] }, 'VALIDATION_FAILED', field);
    for (const content of [1, null, ['x'], { x: 1 }, true]) await refused({ content }, 'VALIDATION_FAILED', 'content');
    for (const content of ['a\0b', '\ud83c']) await refused({ content }, 'VALIDATION_FAILED', 'content');
    await refused({ content: 'x', quoteOf: '1' }, 'VALIDATION_FAILED', 'quoteOf');
    await posts.form('post', '', nino, { content: 'x', authorId: nino.id }).expect(400);
    const twice = posts.send('post', '', nino).field('content', 'a').field('content', 'b');
    expect((await twice.expect(400)).body.error.details).to.have.property('content');
  });

  it('is for members, and counted by the limit on uploads', async () => {
    await posts.send('post', '').send({ content: 'x' }).expect(401);
    const { headers } = await posts.send('post', '', nino).send({ content: 'x' }).expect(201);
    expect(headers['ratelimit-policy']).to.match(/^"upload";/);
    await posts.send('post', '', nino).set('content-type', 'text/plain').send('x').expect(415);
    await posts.send('post', '', nino).set('content-type', 'application/json').send('{').expect(400);
  });
});

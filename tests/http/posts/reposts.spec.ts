import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { ban } from '../profiles/people-api.js';
import { PostsApi } from './posts-api.js';
import { postsCount, wrongCounts } from './recount.js';

describe('passing a post on', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let fan: Person;
  let reader: Person;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
  });
  beforeEach(async () => {
    [nino, fan, reader] = [await createPerson(app), await createPerson(app), await createPerson(app)];
  });
  afterEach(async () => {
    await app.settle();
    expect(await wrongCounts(app)).to.deep.equal([]);
  });
  after(() => app.close());

  const refused = async (id: string, status: number, code: string, who = fan): Promise<void> => {
    for (const method of ['post', 'put'] as const)
      expect((await posts.send(method, `/${id}/repost`, who).expect(status)).body.error.code).to.equal(code);
    const { body } = await posts.send('post', '', who).send({ content: 'see', quoteOf: id }).expect(status);
    expect(body.error.code).to.equal(code);
  };

  it('gives a repost; again and by either verb the same one', async () => {
    const post = await posts.write(nino, 'text #tag');
    const repost = await posts.repost(fan, post.id);
    expect(repost).to.deep.include({ content: '', visibility: 'PUBLIC', images: [], hashtags: [], mentions: [] });
    expect(repost.author.id).to.equal(fan.id);
    expect(repost.repostOf).to.deep.include({ id: post.id, content: 'text #tag', hashtags: ['tag'] });
    for (const method of ['put', 'post'] as const)
      expect((await posts.send(method, `/${post.id}/repost`, fan).expect(200)).body.data.id).to.equal(repost.id);
    expect(await posts.read(post.id, fan)).to.include({ repostCount: 1, isReposted: true });
    expect(await posts.read(post.id, nino)).to.include({ repostCount: 1, isReposted: false });
    expect(await posts.ids(`/user/${fan.id}`)).to.deep.equal([repost.id]);
    expect(await posts.ids('/hashtag/tag')).to.deep.equal([post.id]);
    await posts.send('put', `/${post.id}/repost`).expect(401);
  });

  it('20 times at once: one repost, one count', async () => {
    const post = await posts.write(nino, 'text');
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => posts.send(i % 2 ? 'put' : 'post', `/${post.id}/repost`, fan)),
    );
    expect(answers.map(({ status }) => status)).to.deep.equal(answers.map(() => 200));
    expect(new Set(answers.map(({ body }) => body.data.id as string)).size).to.equal(1);
    expect((await posts.read(post.id)).repostCount).to.equal(1);
    expect(await postsCount(app, fan)).to.equal(1);
  });

  it('a repost of a repost passes on the original, and is taken back by either', async () => {
    const post = await posts.write(nino, 'text');
    const first = await posts.repost(fan, post.id);
    const second = await posts.repost(reader, first.id);
    expect(second.repostOf?.id).to.equal(post.id);
    expect((await posts.repost(reader, post.id)).id).to.equal(second.id);
    expect((await posts.read(post.id)).repostCount).to.equal(2);
    expect((await posts.read(first.id)).repostCount).to.equal(0);
    const quote = await posts.write(reader, 'see', { quoteOf: first.id });
    expect(quote.repostOf?.id).to.equal(post.id);
    await posts.send('delete', `/${first.id}/repost`, reader).expect(200);
    await posts.get(`/${second.id}`).expect(404);
    expect(await posts.read(post.id, reader)).to.include({ repostCount: 2, isReposted: false });
    await posts.repost(reader, quote.id);
    expect((await posts.read(quote.id)).repostCount).to.equal(1);
  });

  it('is taken back, as often as one likes; quotes stay', async () => {
    const post = await posts.write(nino, 'text');
    const [repost, quote] = [await posts.repost(fan, post.id), await posts.write(fan, 'see', { quoteOf: post.id })];
    for (let i = 0; i < 2; i += 1) {
      const { body } = await posts.send('delete', `/${post.id}/repost`, fan).expect(200);
      expect(body).to.deep.equal({ success: true, data: null });
      expect(await posts.read(post.id, fan)).to.include({ repostCount: 1, isReposted: false });
    }
    await posts.get(`/${repost.id}`).expect(404);
    expect(await posts.ids(`/user/${fan.id}`)).to.deep.equal([quote.id]);
    await posts.send('delete', `/${post.id}/repost`, reader).expect(200);
    expect((await posts.repost(fan, post.id)).id).to.not.equal(repost.id);
    await posts.send('delete', `/${nino.id}/repost`, fan).expect(404);
    await posts.send('delete', `/${post.id}/repost`).expect(401);
  });

  it('of posts that are not public: 403 where one sees them, 404 where not', async () => {
    await posts.follow(fan, nino).expect(200);
    const followers = await posts.write(nino, 'x', { visibility: 'FOLLOWERS' });
    const own = await posts.write(nino, 'x', { visibility: 'PRIVATE' });
    await refused(followers.id, 403, 'NOT_REPOSTABLE');
    await refused(followers.id, 404, 'POST_NOT_FOUND', reader);
    await refused(own.id, 404, 'POST_NOT_FOUND');
    await refused(own.id, 403, 'NOT_REPOSTABLE', nino);
    await refused(nino.id, 404, 'POST_NOT_FOUND');
    await posts.block(nino, reader).expect(200);
    await refused((await posts.write(nino, 'public')).id, 404, 'POST_NOT_FOUND', reader);
    expect(await app.knex('posts').whereNotNull('repost_of_id').whereIn('author_id', [nino.id, fan.id, reader.id])).to.deep.equal(
      [],
    );
  });

  /** Whether the reader meets the repost in every list, or in none; and whether the quote shows the original to him. */
  const meets = async (repost: string, quote: string, who: Person | undefined): Promise<[boolean, boolean]> => {
    const seen = [(await posts.get(`/${repost}`, who)).status === 200];
    seen.push(
      (await posts.ids(`/user/${fan.id}`, who)).includes(repost),
      (await posts.ids(`/liked/${fan.id}`, who)).includes(repost),
    );
    if (who) seen.push((await posts.ids('/saved', who)).includes(repost), (await posts.ids('/feed', who)).includes(repost));
    expect(new Set(seen).size, String(seen)).to.equal(1);
    return [seen[0] ?? false, (await posts.read(quote, who)).repostOf !== null];
  };

  it('an original that one does not get to see any more hides its reposts in every list; quotes stay without it', async () => {
    const post = await posts.write(nino, 'text');
    const [repost, quote] = [await posts.repost(fan, post.id), await posts.write(fan, 'see', { quoteOf: post.id })];
    await posts.follow(reader, fan).expect(200);
    await posts.send('put', `/${repost.id}/like`, fan).expect(200);
    await posts.send('put', `/${repost.id}/save`, reader).expect(200);
    const shown = [true, true];
    expect(await meets(repost.id, quote.id, reader)).to.deep.equal(shown);

    await posts.block(nino, reader).expect(200);
    expect(await meets(repost.id, quote.id, reader)).to.deep.equal([false, false]);
    expect(await meets(repost.id, quote.id, undefined)).to.deep.equal(shown);
    await posts.unblock(nino, reader).expect(200);
    await posts.block(reader, nino).expect(200);
    expect(await meets(repost.id, quote.id, reader)).to.deep.equal([false, false]);
    await posts.unblock(reader, nino).expect(200);

    for (const visibility of ['FOLLOWERS', 'PRIVATE']) {
      await posts.send('patch', `/${post.id}`, nino).send({ visibility }).expect(200);
      for (const who of [reader, undefined]) expect(await meets(repost.id, quote.id, who)).to.deep.equal([false, false]);
    }
    await posts.send('patch', `/${post.id}`, nino).send({ visibility: 'PUBLIC' }).expect(200);
    expect(await meets(repost.id, quote.id, reader)).to.deep.equal(shown);

    await ban(app, nino, new Date(Date.now() + 60_000));
    for (const who of [reader, undefined]) expect(await meets(repost.id, quote.id, who)).to.deep.equal([false, false]);
    await ban(app, nino, new Date(Date.now() - 1));
    expect(await meets(repost.id, quote.id, reader)).to.deep.equal(shown);
  });

  it('is passed on and taken back at once by one person: exact counts, and no fault of the server', async () => {
    const post = await posts.write(nino, 'text');
    const calls = Array.from({ length: 20 }, (_, i) => posts.send(i % 2 === 0 ? 'put' : 'delete', `/${post.id}/repost`, fan));
    for (const { status } of await Promise.all(calls)) expect(status).to.be.oneOf([200, 404]);
    const { repostCount, isReposted } = await posts.read(post.id, fan);
    expect(repostCount).to.equal(isReposted ? 1 : 0);
    expect(await postsCount(app, fan)).to.equal(repostCount);
  });

  it('a repost that is given words becomes a quote; one whose original is hidden from him cannot be changed, but deleted', async () => {
    const post = await posts.write(nino, 'text');
    const repost = await posts.repost(fan, post.id);
    const { body } = await posts.send('patch', `/${repost.id}`, fan).send({ content: 'see' }).expect(200);
    expect(body.data).to.deep.include({ id: repost.id, content: 'see', repostOf: repost.repostOf });
    const plain = await posts.repost(fan, post.id);
    expect(plain.id).to.not.equal(repost.id);
    await posts.block(nino, fan).expect(200);
    await posts.send('patch', `/${plain.id}`, fan).send({ content: 'mine now' }).expect(404);
    await posts.send('patch', `/${plain.id}`, fan).send({ visibility: 'PRIVATE' }).expect(404);
    await posts.unblock(nino, fan).expect(200);
    expect(await posts.read(plain.id, fan)).to.include({ content: '', visibility: 'PUBLIC', updatedAt: plain.updatedAt });
    await posts.block(nino, fan).expect(200);
    await posts.send('delete', `/${plain.id}`, fan).expect(200);
    expect(await postsCount(app, fan)).to.equal(1);
  });

  it('a quote is a post of its own: changed, tagged, and never without a word', async () => {
    const post = await posts.write(nino, 'text');
    for (const content of ['', ' ', '\u200b']) {
      const { body } = await posts.send('post', '', fan).send({ content, quoteOf: post.id }).expect(400);
      expect(body.error.code).to.equal('POST_EMPTY');
    }
    const quote = await posts.write(fan, 'see #quoted', { quoteOf: post.id, visibility: 'FOLLOWERS' });
    expect(await posts.ids('/hashtag/quoted', fan)).to.deep.equal([quote.id]);
    for (const content of ['', '\u200b']) await posts.send('patch', `/${quote.id}`, fan).send({ content }).expect(400);
    const { body } = await posts.send('patch', `/${quote.id}`, fan).send({ content: 'look' }).expect(200);
    expect(body.data.repostOf.id).to.equal(post.id);
    await posts.write(fan, 'once more', { quoteOf: post.id });
    expect(await posts.read(post.id, fan)).to.include({ repostCount: 2, isReposted: false });
  });
});

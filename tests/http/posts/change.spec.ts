import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { fourCorners, jpegOf } from '../../support/pictures.js';
import { expectNothingLeftOver, mediaRows, pathOf } from '../media/stored-files.js';
import { type PostBody, PostsApi } from './posts-api.js';
import { postsCount, tagCount, wrongCounts } from './recount.js';

describe('changing a post', function () {
  this.timeout(60_000);
  let app: TestApp;
  let posts: PostsApi;
  let nino: Person;
  let jpeg: Buffer;
  before(async () => {
    app = await buildTestApp();
    posts = new PostsApi(app);
    jpeg = await jpegOf(fourCorners(64, 48));
  });
  beforeEach(async () => {
    nino = await createPerson(app);
  });
  afterEach(async () => {
    await expectNothingLeftOver(app);
    expect(await wrongCounts(app)).to.deep.equal([]);
  });
  after(() => app.close());

  const change = async (id: string, body: Record<string, unknown>, who = nino): Promise<PostBody> =>
    (await posts.send('patch', `/${id}`, who).send(body).expect(200)).body.data as PostBody;
  const refused = async (id: string, body: Record<string, unknown>, status: number, code: string, who = nino): Promise<void> => {
    const before = await posts.read(id, nino);
    const answer = await posts.send('patch', `/${id}`, who).send(body).expect(status);
    expect(answer.body.error.code).to.equal(code);
    expect(await posts.read(id, nino)).to.deep.equal(before);
  };
  const imageIds = (post: PostBody): string[] => post.images.map(({ id }) => id);

  it('the text alone: pictures and visibility stay, hashtags follow', async () => {
    const other = await posts.write(nino, '#stays');
    const post = await posts.writeWith(nino, 'first #stays #goes', [jpeg]);
    const changed = await change(post.id, { content: 'second #comes #stays' });
    const { updatedAt, ...rest } = changed;
    const { updatedAt: then, ...was } = post;
    expect(rest).to.deep.equal({ ...was, content: 'second #comes #stays', hashtags: ['comes', 'stays'] });
    expect(Date.parse(updatedAt)).to.be.above(Date.parse(then));
    expect([await tagCount(app, 'stays'), await tagCount(app, 'goes'), await tagCount(app, 'comes')]).to.deep.equal([2, 0, 1]);
    expect(await posts.ids('/hashtag/goes')).to.deep.equal([]);
    expect(await posts.ids('/hashtag/comes')).to.deep.equal([post.id]);
    expect(await posts.ids('/hashtag/stays')).to.deep.equal([post.id, other.id]);
    expect(await posts.read(post.id, nino)).to.deep.equal(changed);
  });

  it('pictures alone, out and in with one form: those that stay keep their order, new ones follow', async () => {
    const post = await posts.writeWith(nino, 'text', [jpeg, jpeg, jpeg]);
    const [first, second, third] = post.images;
    const fields = { deleteImageIds: JSON.stringify([second?.id]) };
    const { body } = await posts.form('patch', `/${post.id}`, nino, fields, [jpeg, jpeg]).expect(200);
    const changed = body.data as PostBody;
    expect(changed.content).to.equal('text');
    expect(imageIds(changed).slice(0, 2)).to.deep.equal([first?.id, third?.id]);
    expect(changed.images.map(({ order }) => order)).to.deep.equal([0, 1, 2, 3]);
    await app.settle();
    await app.http.get(pathOf(second?.url ?? '')).expect(404);
    await app.http.get(pathOf(second?.thumbnailUrl ?? '')).expect(404);
    for (const { url } of changed.images) await app.http.get(pathOf(url)).expect(200);
    expect(await mediaRows(app, nino.id)).to.have.length(4);
  });

  it('takes the list of pictures as an array, as text, in capitals, twice, and empty', async () => {
    const post = await posts.writeWith(nino, 'text', [jpeg, jpeg, jpeg, jpeg]);
    const [a, b, c, d] = imageIds(post) as [string, string, string, string];
    expect(imageIds(await change(post.id, { deleteImageIds: [a, a] }))).to.deep.equal([b, c, d]);
    expect(imageIds(await change(post.id, { deleteImageIds: JSON.stringify([b]) }))).to.deep.equal([c, d]);
    expect(imageIds(await change(post.id, { deleteImageIds: [c.toUpperCase()] }))).to.deep.equal([d]);
    for (const none of [[], '[]', '']) expect(imageIds(await change(post.id, { deleteImageIds: none }))).to.deep.equal([d]);
    for (const wrong of ['[', 'x', '{}', '"x"', `["${d}"`, ['x'], '[1]', 1, null, Array.from({ length: 11 }, () => d)])
      await refused(post.id, { deleteImageIds: wrong }, 400, 'VALIDATION_FAILED');
  });

  it('a picture of another post, of somebody else, or of nobody: nothing is changed', async () => {
    const other = await createPerson(app);
    const [mine, alsoMine] = [await posts.writeWith(nino, 'a', [jpeg]), await posts.writeWith(nino, 'b', [jpeg])];
    const theirs = await posts.writeWith(other, 'c', [jpeg]);
    for (const id of [...imageIds(alsoMine), ...imageIds(theirs), nino.id]) {
      await refused(mine.id, { content: 'changed', deleteImageIds: [...imageIds(mine), id] }, 400, 'IMAGE_NOT_IN_POST');
      const fields = { content: 'changed', deleteImageIds: JSON.stringify([id]) };
      await posts.form('patch', `/${mine.id}`, nino, fields, [jpeg]).expect(400);
    }
    await app.settle();
    for (const [post, who] of [
      [mine, nino],
      [alsoMine, nino],
      [theirs, other],
    ] as const)
      expect(await posts.read(post.id, who)).to.deep.equal(post);
    expect(await mediaRows(app, nino.id)).to.have.length(2);
  });

  it('10 pictures in all: what goes makes room for what comes', async () => {
    const post = await posts.writeWith(
      nino,
      '',
      Array.from({ length: 9 }, () => jpeg),
    );
    const { body } = await posts.form('patch', `/${post.id}`, nino, {}, [jpeg, jpeg]).expect(400);
    expect(body.error.code).to.equal('TOO_MANY_IMAGES');
    const fields = { deleteImageIds: JSON.stringify(imageIds(post).slice(0, 1)) };
    const changed = (await posts.form('patch', `/${post.id}`, nino, fields, [jpeg, jpeg]).expect(200)).body.data as PostBody;
    expect(changed.images).to.have.length(10);
    await app.settle();
    expect(await mediaRows(app, nino.id)).to.have.length(10);
  });

  it('two forms at once never make more than 10 pictures, and leave none over', async () => {
    const post = await posts.writeWith(
      nino,
      '',
      Array.from({ length: 8 }, () => jpeg),
    );
    const forms = [1, 2, 3].map(() => posts.form('patch', `/${post.id}`, nino, {}, [jpeg, jpeg]));
    const statuses = (await Promise.all(forms)).map(({ status }) => status);
    expect(statuses.sort()).to.deep.equal([200, 400, 400]);
    await app.settle();
    expect((await posts.read(post.id)).images).to.have.length(10);
    expect(await mediaRows(app, nino.id)).to.have.length(10);
  });

  it('visibility: lists, hashtags and the profile follow', async () => {
    const post = await posts.write(nino, 'now and then #seen');
    for (const [visibility, counted, tagged] of [
      ['followers', 1, 0],
      ['PRIVATE', 0, 0],
      ['Public', 1, 1],
    ] as const) {
      expect((await change(post.id, { visibility })).visibility).to.equal(visibility.toUpperCase());
      expect([await postsCount(app, nino), await tagCount(app, 'seen')]).to.deep.equal([counted, tagged]);
      expect((await posts.ids('/hashtag/seen')).length).to.equal(tagged);
      expect(await posts.ids('/hashtag/seen', nino)).to.deep.equal([post.id]);
    }
    await refused(post.id, { visibility: 'friends' }, 400, 'VALIDATION_FAILED');
  });

  it('to nothing is refused; a picture or a text is enough', async () => {
    const post = await posts.write(nino, 'text');
    for (const content of ['', ' \n', '\u200b']) await refused(post.id, { content }, 400, 'POST_EMPTY');
    const shown = (await posts.form('patch', `/${post.id}`, nino, { content: '' }, [jpeg]).expect(200)).body.data as PostBody;
    expect(shown).to.include({ content: '' });
    await refused(post.id, { deleteImageIds: imageIds(shown) }, 400, 'POST_EMPTY');
    expect(await change(post.id, { content: 'again', deleteImageIds: imageIds(shown) })).to.deep.include({ images: [] });
    await refused(post.id, { content: 'x'.repeat(2001) }, 400, 'VALIDATION_FAILED');
    await refused(post.id, { authorId: post.id }, 400, 'VALIDATION_FAILED');
  });

  it('is for the author: 403 for others who see the post, 404 for all who do not', async () => {
    const [other, admin] = [await createPerson(app), await createPerson(app, { role: 'ADMIN' })];
    const post = await posts.writeWith(nino, 'mine', [jpeg]);
    for (const who of [other, admin]) await refused(post.id, { content: 'yours' }, 403, 'FORBIDDEN', who);
    const { body } = await posts.form('patch', `/${post.id}`, other, { content: 'yours' }, [jpeg]).expect(403);
    expect(body.error.code).to.equal('FORBIDDEN');
    await posts.send('patch', `/${post.id}`).send({ content: 'x' }).expect(401);
    await change(post.id, { visibility: 'PRIVATE' });
    for (const who of [other, admin]) await refused(post.id, { content: 'yours' }, 404, 'POST_NOT_FOUND', who);
    await posts.send('delete', `/${post.id}`, nino).expect(200);
    await posts.send('patch', `/${post.id}`, nino).send({ content: 'x' }).expect(404);
  });

  it('moves updatedAt; a like, a save and a repost do not', async () => {
    const [post, fan] = [await posts.write(nino, 'text'), await createPerson(app)];
    for (const what of ['like', 'save', 'repost']) await posts.send('put', `/${post.id}/${what}`, fan).expect(200);
    expect(await posts.read(post.id)).to.include({ updatedAt: post.updatedAt, createdAt: post.createdAt, likeCount: 1 });
    const changed = await change(post.id, { content: 'other' });
    expect(Date.parse(changed.updatedAt)).to.be.above(Date.parse(post.updatedAt));
    expect(changed).to.include({ createdAt: post.createdAt, likeCount: 1, repostCount: 1 });
  });

  it('many changes and likes at once lose nothing of any counter', async () => {
    const post = await posts.write(nino, 'start #t0');
    const fans = await Promise.all(Array.from({ length: 10 }, () => createPerson(app)));
    const calls = fans.flatMap((fan, i) => [
      posts.send('patch', `/${post.id}`, nino).send({ content: `#t${i} #t${(i + 1) % 10} #all`, visibility: 'PUBLIC' }),
      posts.send('put', `/${post.id}/like`, fan),
      posts.send('put', `/${post.id}/repost`, fan),
    ]);
    for (const { status } of await Promise.all(calls)) expect(status).to.equal(200);
    const after = await posts.read(post.id);
    expect(after).to.include({ likeCount: 10, repostCount: 10 });
    expect(await tagCount(app, 'all')).to.equal(1);
    expect(after.hashtags).to.have.length(3);
  });
});

import { expect } from 'chai';
import { IdGenerator } from '../../../src/core/kernel/index.js';
import { MentionDirectory, PostNotFound } from '../../../src/core/posts/index.js';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import { fourCorners, jpegOf, jpegWithSecrets, noise, pixelsOf, webpChunks } from '../../support/pictures.js';
import { expectNothingLeftOver, mediaRows, pathOf } from '../media/stored-files.js';
import { type PostBody, PostsApi } from './posts-api.js';
import { wrongCounts } from './recount.js';

const word = 'SECRET-OF-THE-CAMERA';

describe('pictures of a post', function () {
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

  const load = async (url: string): Promise<Buffer> => {
    const answer = await app.http.get(pathOf(url)).responseType('blob').expect(200).expect('content-type', 'image/webp');
    return answer.body as Buffer;
  };
  const nothingStored = async (): Promise<void> => {
    await app.settle();
    expect(await mediaRows(app, nino.id)).to.deep.equal([]);
    expect(await app.knex('posts').where({ author_id: nino.id })).to.deep.equal([]);
  };

  it('10 keep their order, load, have square thumbnails, and tell nothing of the camera', async () => {
    const widths = Array.from({ length: 10 }, (_, i) => 100 + i * 7);
    const files = await Promise.all(widths.map((width) => jpegWithSecrets(fourCorners(width, 80), word)));
    const { images } = await posts.writeWith(nino, '', files);
    expect(images.map(({ width }) => width)).to.deep.equal(widths);
    expect(images.map(({ order }) => order)).to.deep.equal(widths.map((_, i) => i));
    expect(images[0]).to.have.all.keys('id', 'url', 'thumbnailUrl', 'width', 'height', 'blurhash', 'order');
    for (const { url, thumbnailUrl, width, height } of images) {
      const [main, thumbnail] = [await load(url), await load(thumbnailUrl)];
      expect(await pixelsOf(main)).to.include({ width, height });
      const small = await pixelsOf(thumbnail);
      expect(small.width).to.equal(small.height);
      for (const file of [main, thumbnail]) {
        expect(webpChunks(file).filter((chunk) => !/^VP8[ LX]$/.test(chunk))).to.deep.equal([]);
        expect(file.includes(word)).to.equal(false);
      }
    }
  });

  it('a large one is made 1080 wide; its size in the answer is that of the file', async () => {
    const { images } = await posts.writeWith(nino, 'wide', [await jpegOf(fourCorners(2160, 1000))]);
    expect(images[0]).to.include({ width: 1080, height: 500 });
    expect(await pixelsOf(await load(images[0]?.url ?? ''))).to.include({ width: 1080, height: 500 });
    expect(await pixelsOf(await load(images[0]?.thumbnailUrl ?? ''))).to.include({ width: 300, height: 300 });
  });

  it('11 are refused, and nothing is stored', async () => {
    const { body } = await posts
      .form(
        'post',
        '',
        nino,
        { content: 'many' },
        Array.from({ length: 11 }, () => jpeg),
      )
      .expect(400);
    expect(body.error).to.deep.include({ code: 'VALIDATION_FAILED' });
    expect(body.error.details).to.have.property('images');
    await nothingStored();
  });

  it('a broken one among good ones refuses the whole, and nothing stays', async () => {
    const cut = (await jpegOf(noise(300, 300))).subarray(0, 20_000);
    for (const [broken, status, code] of [
      [cut, 400, 'CORRUPT_IMAGE'],
      [Buffer.from('hello'.repeat(100)), 415, 'UNSUPPORTED_IMAGE'],
      [Buffer.alloc(0), 415, 'UNSUPPORTED_IMAGE'],
    ] as const) {
      const { body } = await posts.form('post', '', nino, { content: 'x' }, [jpeg, jpeg, broken, jpeg]).expect(status);
      expect(body.error.code).to.equal(code);
      const states = (await mediaRows(app, nino.id)).map((row) => row.status);
      expect(states.filter((state) => state !== 'detached')).to.deep.equal([]);
      await nothingStored();
    }
  });

  it('a form that is refused for its text stores no picture', async () => {
    const wrong: Record<string, string>[] = [
      { content: 'x'.repeat(2001) },
      { visibility: 'friends' },
      { authorId: nino.id },
      { quoteOf: nino.id },
    ];
    for (const fields of wrong) {
      const { status } = await posts.form('post', '', nino, { content: 'x', ...fields }, [jpeg]);
      expect(status, JSON.stringify(fields).slice(0, 40)).to.be.oneOf([400, 404]);
      await nothingStored();
    }
    await app.http.post('/api/v1/posts').attach('images', jpeg, 'a.jpg').expect(401);
    await posts.send('post', '', nino).attach('photos', jpeg, 'a.jpg').expect(400);
    await nothingStored();
  });

  it('cannot be deleted beside the post', async () => {
    const { images } = await posts.writeWith(nino, '', [jpeg]);
    const remove = app.http.delete(`/api/v1/media/${images[0]?.id}`).set('authorization', nino.authorization);
    expect((await remove.expect(409)).body.error.code).to.equal('MEDIA_IN_USE');
  });

  it('stand in lists and under a quote as in the post itself', async () => {
    const post = await posts.writeWith(nino, 'pictures #pics', [jpeg, jpeg]);
    const { body } = await posts.get('/hashtag/pics').expect(200);
    expect((body.data as PostBody[])[0]?.images).to.deep.equal(post.images);
    const quote = await posts.write(nino, 'see', { quoteOf: post.id });
    expect(quote.repostOf).to.deep.include({ id: post.id, images: post.images });
  });
});

/** Something goes between the pictures and the post: as when the post that is quoted was deleted meanwhile. */
class VanishedMeanwhile extends MentionDirectory {
  override mentioned(): Promise<string[]> {
    return Promise.reject(new PostNotFound());
  }
}

describe('pictures of a post that comes to nothing', () => {
  let app: TestApp;
  before(async () => {
    app = await buildTestApp((container) => container.rebind(MentionDirectory).toConstantValue(new VanishedMeanwhile()));
  });
  after(() => app.close());

  it('go with it, of a new one as of a changed one', async () => {
    const [nino, posts, jpeg] = [await createPerson(app), new PostsApi(app), await jpegOf(fourCorners(64, 48))];
    await posts.form('post', '', nino, { content: 'x' }, [jpeg, jpeg]).expect(404);
    const id = app.container.get(IdGenerator).next();
    const times = { created_at: new Date(), updated_at: new Date() };
    await app.knex('posts').insert({ id, author_id: nino.id, content: 'x', visibility: 'PUBLIC', ...times });
    await posts.form('patch', `/${id}`, nino, { content: 'y' }, [jpeg]).expect(404);
    await expectNothingLeftOver(app);
    expect(await mediaRows(app)).to.deep.equal([]);
    expect(await posts.read(id)).to.deep.include({ content: 'x', images: [] });
  });
});

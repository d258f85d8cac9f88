import { expect } from 'chai';
import sharp from 'sharp';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { createPerson, type Person } from '../../support/people.js';
import {
  animationOf,
  blue,
  type Colour,
  colourAt,
  distance,
  encoderOf,
  fourCorners,
  green,
  jpegOf,
  jpegWithOrientation,
  pixelsOf,
  red,
  webpChunks,
  white,
} from '../../support/pictures.js';
import { expectNothingLeftOver, keysIn, mediaDirectory, mediaRows, pathOf, storedKeys } from './stored-files.js';

const userKeys = 'id email username fullName phone bio location avatarUrl coverUrl role isVerified followersCount followingCount';
const word = 'SECRET-OF-THE-CAMERA';

/** Turned by EXIF, with the place it was taken at. */
async function phonePhoto(width: number, height: number): Promise<Buffer> {
  const turned = await jpegWithOrientation(fourCorners(width, height), 6);
  return sharp(turned)
    .withExif({
      IFD0: { Orientation: '6', Copyright: word },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 42/1 0/1', GPSAreaInformation: word },
    })
    .jpeg({ quality: 100 })
    .toBuffer();
}

describe('avatar and cover', () => {
  let app: TestApp;
  let person: Person;
  let jpeg: Buffer;
  before(async () => {
    app = await buildTestApp();
    jpeg = await jpegOf(fourCorners(320, 320));
  });
  beforeEach(async () => {
    person = await createPerson(app);
  });
  afterEach(() => expectNothingLeftOver(app));
  after(() => app.close());

  const send = (slot: string, file: Buffer, by = person, name = 'photo.jpg') =>
    app.http.patch(`/api/v1/media/${slot}`).set('authorization', by.authorization).attach(slot, file, name);
  const remove = (what: string, by = person) => app.http.delete(`/api/v1/media/${what}`).set('authorization', by.authorization);
  const load = (url: string) => app.http.get(pathOf(url)).responseType('blob');
  const profileEvents = async (): Promise<unknown[]> => {
    const rows = await app
      .knex('outbox_events')
      .where({ name: 'profiles.profile-changed' })
      .orderBy('seq')
      .select<{ payload: { userId: string } }[]>('payload');
    return rows.map(({ payload }) => payload).filter(({ userId }) => userId === person.id);
  };

  for (const [slot, field, width, height] of [
    ['avatar', 'avatarUrl', 200, 200],
    ['cover', 'coverUrl', 1200, 400],
  ] as const) {
    it(`a phone photo becomes an upright ${width} x ${height} WebP ${slot} without anything of the camera`, async () => {
      const photo = await phonePhoto(width, height);
      expect(await sharp(photo).metadata()).to.include({ orientation: 6, width: height, height: width });
      expect(photo.includes(word)).to.equal(true);

      const { body } = await send(slot, photo).expect(200);
      expect(body.success).to.equal(true);
      expect(body.data).to.include({ id: person.id, email: person.email, username: person.username });
      expect(body.data).to.have.all.keys(...userKeys.split(' '), 'postsCount', 'createdAt', 'updatedAt');
      expect(body.data[slot === 'avatar' ? 'coverUrl' : 'avatarUrl']).to.equal(null);

      const picture = (await load(body.data[field]).expect(200).expect('content-type', 'image/webp')).body as Buffer;
      const [pixels, chunks] = [await pixelsOf(picture), webpChunks(picture)];
      expect([pixels.width, pixels.height]).to.deep.equal([width, height]);
      expect(chunks.filter((chunk) => !/^VP8[ LX]$/.test(chunk))).to.deep.equal([]);
      expect(picture.includes(word)).to.equal(false);
      const corners: [number, number, Colour][] = [
        [0.25, 0.25, red],
        [0.75, 0.25, green],
        [0.25, 0.75, blue],
        [0.75, 0.75, white],
      ];
      for (const [x, y, colour] of corners) {
        expect(distance(colourAt(pixels, width * x, height * y), colour), `at ${x}, ${y}`).to.be.below(20);
      }
    });
  }

  it('keeps the picture, its size and blurhash in the table, under a key made by the server', async () => {
    const { body } = await send('cover', jpeg, person, '../../etc/passwd').expect(200);
    const [row, ...others] = await mediaRows(app, person.id);
    expect(others).to.deep.equal([]);
    const key = `cover/${row?.id}/1200x400.webp`;
    expect(row).to.deep.include({
      kind: 'cover',
      status: 'attached',
      variants: [{ name: '1200x400', key, width: 1200, height: 400 }],
    });
    expect(row?.blurhash).to.match(/^[\w#$%*+,\-.:;=?@[\]^{|}~]{20,}$/);
    expect(body.data.coverUrl).to.equal(`http://api.test/media/${key}`);
    expect(await profileEvents()).to.deep.equal([{ userId: person.id, changed: ['cover'] }]);
  });

  it('takes PNG, WebP and GIF as well, whatever the name says', async () => {
    const pixels = fourCorners(64, 64);
    const files = [
      await encoderOf(pixels).png().toBuffer(),
      await encoderOf(pixels).webp().toBuffer(),
      await encoderOf(pixels).gif().toBuffer(),
      await animationOf(fourCorners(64, 128), 64, 'gif'),
    ];
    for (const file of files) {
      const { body } = await send('avatar', file, person, 'notes.txt').expect(200);
      expect((await pixelsOf((await load(body.data.avatarUrl).expect(200)).body as Buffer)).width).to.equal(200);
    }
  });

  it('replacing gives another address; the old file goes after the new one is there', async () => {
    const first = (await send('avatar', jpeg).expect(200)).body.data.avatarUrl as string;
    const second = (await send('avatar', jpeg).expect(200)).body.data.avatarUrl as string;
    expect(second).to.not.equal(first);
    await load(second).expect(200);
    expect((await mediaRows(app, person.id)).map(({ status }) => status)).to.deep.equal(['detached', 'attached']);

    await app.settle();
    await load(first).expect(404);
    await load(second).expect(200);
    expect(await mediaRows(app, person.id)).to.have.length(1);
  });

  it('removing gives null, keeps the other picture, and may be asked for again', async () => {
    const avatar = (await send('avatar', jpeg).expect(200)).body.data.avatarUrl as string;
    const cover = (await send('cover', jpeg).expect(200)).body.data.coverUrl as string;
    await app.settle();
    const { body } = await remove('avatar').expect(200);
    expect(body.data).to.include({ avatarUrl: null, coverUrl: cover });
    expect(await profileEvents()).to.deep.equal([{ userId: person.id, changed: ['avatar'] }]);
    expect((await remove('avatar').expect(200)).body.data.avatarUrl).to.equal(null);
    expect(await profileEvents()).to.have.length(1);

    await app.settle();
    await load(avatar).expect(404);
    await load(cover).expect(200);
    expect((await remove('cover').expect(200)).body.data.coverUrl).to.equal(null);
    await app.settle();
    expect(await mediaRows(app, person.id)).to.deep.equal([]);
  });

  it('one person changes nothing of another', async () => {
    const other = await createPerson(app);
    const others = (await send('avatar', jpeg, other).expect(200)).body.data.avatarUrl as string;
    await send('avatar', jpeg).expect(200);
    await remove('avatar').expect(200);
    await app.settle();
    await load(others).expect(200);
  });

  it('of ten avatars sent at once one stays, with its file', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => send('avatar', jpeg)));
    expect(answers.map(({ status }) => status)).to.deep.equal(Array.from({ length: 10 }, () => 200));
    await app.settle();
    const rows = await mediaRows(app, person.id);
    expect(rows.map(({ status }) => status)).to.deep.equal(['attached']);
    expect(storedKeys(mediaDirectory(app))).to.include.members(keysIn(rows));
    await app.http.get(`/media/${keysIn(rows)[0]}`).expect(200);
  });

  it('setting and removing at once leaves what the profile shows, and nothing else', async () => {
    const calls = Array.from({ length: 16 }, (_, index) => (index % 2 ? remove('avatar') : send('avatar', jpeg)));
    for (const { status } of await Promise.all(calls)) expect(status).to.equal(200);
    await app.settle();
    const shown = await app.knex('users').where({ id: person.id }).first<{ avatar_id: string | null }>('avatar_id');
    expect((await mediaRows(app, person.id)).map(({ id }) => id)).to.deep.equal([shown.avatar_id].filter(Boolean));
  });

  it('is for members, and counted by the limit on uploads', async () => {
    for (const slot of ['avatar', 'cover']) {
      await app.http.patch(`/api/v1/media/${slot}`).attach(slot, jpeg, 'a.jpg').expect(401);
      await app.http.delete(`/api/v1/media/${slot}`).expect(401);
      const { headers } = await send(slot, jpeg).expect(200);
      expect(headers['ratelimit-policy']).to.match(/^"upload";/);
    }
    await app.http.delete(`/api/v1/media/${person.id}`).expect(401);
  });

  describe('DELETE /media/{id}', () => {
    it("takes a picture of one's own off the profile", async () => {
      for (const slot of ['avatar', 'cover']) {
        await send(slot, jpeg).expect(200);
        const [row] = await mediaRows(app, person.id);
        const { body } = await remove(String(row?.id)).expect(200);
        expect(body).to.deep.equal({ success: true, data: null });
        const shown = await app.knex('users').where({ id: person.id }).first<object>('avatar_id', 'cover_id');
        expect(shown).to.deep.equal({ avatar_id: null, cover_id: null });
        expect((await profileEvents()).at(-1)).to.deep.equal({ userId: person.id, changed: [slot] });
        expect((await remove(String(row?.id)).expect(404)).body.error.code).to.equal('MEDIA_NOT_FOUND');
        await app.settle();
        expect(await mediaRows(app, person.id)).to.deep.equal([]);
      }
    });

    it("knows nothing of other people's pictures, of unknown ones, and of what is no id", async () => {
      const other = await createPerson(app);
      await send('avatar', jpeg, other).expect(200);
      const [row] = await mediaRows(app, other.id);
      expect((await remove(String(row?.id)).expect(404)).body.error.code).to.equal('MEDIA_NOT_FOUND');
      expect((await remove(person.id).expect(404)).body.error.code).to.equal('MEDIA_NOT_FOUND');
      expect((await remove('1').expect(400)).body.error.details).to.have.property('id');
      expect((await mediaRows(app, other.id)).map(({ status }) => status)).to.deep.equal(['attached']);
    });

    it('leaves pictures of posts and listings to these', async () => {
      await send('cover', jpeg).expect(200);
      const [row] = await mediaRows(app, person.id);
      for (const kind of ['post', 'listing']) {
        await app.knex('users').where({ id: person.id }).update({ cover_id: null });
        await app.knex('media').where({ id: row?.id }).update({ kind });
        expect((await remove(String(row?.id)).expect(409)).body.error.code).to.equal('MEDIA_IN_USE');
      }
      expect((await mediaRows(app, person.id)).map(({ status }) => status)).to.deep.equal(['attached']);
    });
  });

  describe('GET /media/<key>', () => {
    it('loads without a token from any origin, for ever, and as nothing but a picture', async () => {
      const { body } = await send('avatar', jpeg).expect(200);
      const { headers } = await load(body.data.avatarUrl).set('origin', 'http://elsewhere.test').expect(200);
      expect(headers).to.include({
        'content-type': 'image/webp',
        'cache-control': 'public, max-age=31536000, immutable',
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      });
      const etag = String(headers['etag']);
      const again = await load(body.data.avatarUrl).set('if-none-match', `"x", ${etag}`).expect(304);
      expect(again.headers['cache-control']).to.equal('public, max-age=31536000, immutable');
      expect(again.headers).to.not.have.property('content-length');
      await load(body.data.avatarUrl).set('if-none-match', '"x"').expect(200);
      const head = await app.http.head(pathOf(body.data.avatarUrl)).expect(200);
      expect(head.headers['content-length']).to.equal(headers['content-length']);
    });

    it('is 404 in the envelope for what is not there and for what is no key', async () => {
      const keys = [
        'avatar/none/200x200.webp',
        '',
        'avatar',
        '..%2f..%2fpackage.json',
        'a/%2e%2e/b',
        'A.webp',
        `${'a'.repeat(600)}`,
        'a%00b',
      ];
      for (const key of keys) {
        const { body, headers } = await app.http.get(`/media/${key}`).expect(404);
        expect(body.error.code, key).to.equal('ROUTE_NOT_FOUND');
        expect(headers['cache-control']).to.equal('no-store');
      }
      await app.http.delete('/media/avatar/none/200x200.webp').expect(405).expect('allow', 'GET, HEAD');
    });
  });
});

import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import path from 'node:path';
import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { hostilePictures, marker } from '../../support/hostile-pictures.js';
import { createPerson, type Person } from '../../support/people.js';
import { fourCorners, jpegOf, pixelsOf, webpChunks } from '../../support/pictures.js';
import { expectNothingLeftOver, mediaRows, pathOf } from './stored-files.js';

const boundary = '----hostile';

/** A multipart body byte by byte: clients that mean well cannot write these. `disposition`: what stands behind `name`. */
function bodyWith(field: string, disposition: string, file: Buffer, type = 'image/jpeg'): Buffer {
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${field}"${disposition}\r\nContent-Type: ${type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${boundary}--\r\n`)]);
}

const evil = 'evil-name';
/** What the name of a file does to the upload: nothing, or 400 where the head of the part is none. */
const names: readonly (readonly [what: string, disposition: string, status: number])[] = [
  ['climbs', `; filename="../../../${evil}.png"`, 200],
  ['climbs with backslashes', `; filename="..\\..\\${evil}.png"`, 200],
  ['climbs in its extended form (RFC 5987)', `; filename*=UTF-8''..%2F..%2F${evil}.png`, 200],
  ['is an absolute path', `; filename="/tmp/${evil}.png"`, 200],
  ['is a path of Windows', `; filename="C:\\${evil}.png"`, 200],
  ['is a device of Windows', `; filename="${evil}/CON"`, 200],
  ['holds a NUL', `; filename="${evil}.php\0.png"`, 400],
  ['turns direction', `; filename="${evil}\u202egnp.exe"`, 200],
  ['has two extensions', `; filename="${evil}.php.png"`, 200],
  ['is a hidden file', `; filename=".${evil}"`, 200],
  ['has 5,000 signs', `; filename="${evil}${'x'.repeat(5_000)}.png"`, 200],
  ['is longer than the head of a part may be', `; filename="${evil}${'x'.repeat(100_000)}.png"`, 400],
];

const corpus = await hostilePictures();

/** Names of all files in and beside the directory of the application. */
function everyName(app: TestApp): string[] {
  const { dataDir } = app.application.config;
  return [...readdirSync(dataDir, { recursive: true, encoding: 'utf8' }), ...readdirSync(path.dirname(dataDir))];
}

describe('hostile uploads', function () {
  this.timeout(60_000);
  let app: TestApp;
  let person: Person;
  let good: Buffer;
  before(async () => {
    app = await buildTestApp();
    good = await jpegOf(fourCorners(64, 48));
  });
  beforeEach(async () => {
    person = await createPerson(app);
  });
  afterEach(() => expectNothingLeftOver(app));
  after(() => app.close());

  const patch = () => app.http.patch('/api/v1/media/avatar').set('authorization', person.authorization);
  const sendRaw = (body: Buffer) => patch().set('content-type', `multipart/form-data; boundary=${boundary}`).send(body);
  const post = (files: readonly { readonly file: Buffer; readonly type: string }[]) => {
    const request = app.http.post('/api/v1/posts').set('authorization', person.authorization).field('content', 'x');
    for (const { file, type } of files) void request.attach('images', file, { filename: 'photo.jpg', contentType: type });
    return request;
  };
  const nothingStored = async (): Promise<void> => {
    await app.settle();
    expect(await mediaRows(app, person.id)).to.deep.equal([]);
    expect(await app.knex('posts').where({ author_id: person.id })).to.deep.equal([]);
  };
  const expectHarmless = async (url: string): Promise<void> => {
    const { body, headers } = await app.http
      .get(pathOf(url))
      .responseType('blob')
      .expect(200)
      .expect('content-type', 'image/webp');
    expect(headers).to.include({ 'x-content-type-options': 'nosniff' });
    const picture = body as Buffer;
    expect(webpChunks(picture).filter((chunk) => !/^VP8[ LX]$/.test(chunk))).to.deep.equal([]);
    expect(picture.includes(marker)).to.equal(false);
    expect(await pixelsOf(picture)).to.include({ width: 200, height: 200 });
  };

  for (const { what, file, type, verdict } of corpus) {
    if (verdict === 'stored') {
      it(`${what}: taken, and what is stored holds nothing of it but pixels`, async () => {
        const { body } = await patch().attach('avatar', file, { filename: 'photo.jpg', contentType: type }).expect(200);
        await expectHarmless(body.data.avatarUrl);
      });
    } else {
      const [status, code] = verdict;
      it(`${what}: ${code}; among good ones it refuses the whole, and nothing is left`, async () => {
        const alone = await patch().attach('avatar', file, { filename: 'photo.jpg', contentType: type });
        const jpeg = { file: good, type: 'image/jpeg' };
        const among = await post([jpeg, { file, type }, jpeg]);
        for (const answer of [alone, among]) {
          expect(answer.body).to.have.nested.property('error.code', code);
          expect(answer.status).to.equal(status);
          expect(JSON.stringify(answer.body)).not.to.match(/HOSTILE|vips|sharp|uploads/);
        }
        await nothingStored();
      });
    }
  }

  for (const [what, disposition, status] of names) {
    it(`a file whose name ${what}: ${status}, and the name stands nowhere`, async () => {
      const { body } = await sendRaw(bodyWith('avatar', disposition, good)).expect(status);
      if (status === 200) await expectHarmless(body.data.avatarUrl);
      else expect(body.error.code).to.equal('MALFORMED_REQUEST');
      const rows = await mediaRows(app, person.id);
      expect(rows).to.have.length(status === 200 ? 1 : 0);
      for (const { id, variants } of rows) expect(variants.map(({ key }) => key)).to.deep.equal([`avatar/${id}/200x200.webp`]);
      expect(everyName(app).filter((name) => name.includes(evil))).to.deep.equal([]);
    });
  }

  it('a compressed body is not unpacked, whatever it would become', async () => {
    const bomb = gzipSync(bodyWith('avatar', '; filename="a.jpg"', Buffer.alloc(50_000_000)));
    expect(bomb.length).to.be.below(100_000);
    const { body } = await sendRaw(bomb).set('content-encoding', 'gzip').expect(400);
    expect(body.error.code).to.equal('MALFORMED_REQUEST');
    await nothingStored();
  });
});

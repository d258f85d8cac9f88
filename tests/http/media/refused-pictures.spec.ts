import { expect } from 'chai';
import { buildTestApp, type TestApp } from '../../support/build-test-app.js';
import { LogLines } from '../../support/log-lines.js';
import { Logger } from '../../../src/core/observability/index.js';
import { createPerson, type Person } from '../../support/people.js';
import { ftyp, jpegOf, noise, pngThatClaims } from '../../support/pictures.js';
import { expectNothingLeftOver, mediaRows } from './stored-files.js';

const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

describe('pictures that are refused', () => {
  const lines = new LogLines();
  let app: TestApp;
  let person: Person;
  let jpeg: Buffer;
  before(async () => {
    app = await buildTestApp((container) => container.rebind(Logger).toConstantValue(lines));
    person = await createPerson(app);
    jpeg = await jpegOf(noise(300, 300));
  });
  afterEach(async () => {
    await expectNothingLeftOver(app);
    expect(await mediaRows(app)).to.deep.equal([]);
    expect(lines.at('error')).to.deep.equal([]);
  });
  after(() => app.close());

  const patch = (slot = 'avatar') => app.http.patch(`/api/v1/media/${slot}`).set('authorization', person.authorization);
  const refused = async (file: Buffer, name: string, type: string, status: number, code: string): Promise<void> => {
    for (const slot of ['avatar', 'cover']) {
      const { body } = await patch(slot).attach(slot, file, { filename: name, contentType: type }).expect(status);
      expect(body).to.deep.include({ success: false });
      expect(body.error.code).to.equal(code);
      expect(body.error.message)
        .to.be.a('string')
        .and.not.match(/vips|sharp|uploads/i);
    }
  };

  it('a text that calls itself a PNG', () =>
    refused(Buffer.from('hello'.repeat(100)), 'a.png', 'image/png', 415, 'UNSUPPORTED_IMAGE'));
  it('an SVG with a script', () => refused(Buffer.from(svg), 'a.svg', 'image/svg+xml', 415, 'UNSUPPORTED_IMAGE'));
  it('an SVG that calls itself a JPEG', () => refused(Buffer.from(svg), 'a.jpg', 'image/jpeg', 415, 'UNSUPPORTED_IMAGE'));
  it('a page', () => refused(Buffer.from('<!doctype html><script>1</script>'), 'a.gif', 'image/gif', 415, 'UNSUPPORTED_IMAGE'));
  it('HEIC and AVIF, told apart', async () => {
    await refused(ftyp('heic', 'mif1'), 'IMG_1.HEIC', 'image/heic', 415, 'HEIC_UNSUPPORTED');
    await refused(ftyp('avif', 'mif1'), 'a.jpg', 'image/jpeg', 415, 'HEIC_UNSUPPORTED');
  });
  it('a JPEG that was cut off', () => refused(jpeg.subarray(0, jpeg.length / 2), 'a.jpg', 'image/jpeg', 400, 'CORRUPT_IMAGE'));

  it('50,000 x 50,000 pixels, from the header alone', async () => {
    const startedAt = performance.now();
    await refused(pngThatClaims(50_000, 50_000), 'a.png', 'image/png', 413, 'IMAGE_TOO_LARGE');
    expect(performance.now() - startedAt).to.be.below(2_000);
  });

  it('no file, an empty one, one without a name, or text in its place: FILE_MISSING, naming the field', async () => {
    const nothing = [
      patch(),
      patch().field('other', ''),
      patch().attach('avatar', Buffer.alloc(0), 'empty.jpg'),
      patch().attach('avatar', jpeg, { filename: '' }),
      patch().field('avatar', 'undefined'),
    ];
    for (const request of [nothing[0], ...nothing.slice(2)]) {
      const { body } = await request!.expect(400);
      expect(body.error.code).to.equal('FILE_MISSING');
      expect(body.error.details).to.have.property('avatar');
    }
    const { body } = await nothing[1]!.expect(400);
    expect(body.error.details).to.have.property('other');
  });

  it('two files, and a file in another field', async () => {
    const two = await patch().attach('avatar', jpeg, 'a.jpg').attach('avatar', jpeg, 'b.jpg').expect(400);
    expect(two.body.error).to.deep.include({ code: 'VALIDATION_FAILED', details: { avatar: ['must hold at most 1 file(s)'] } });
    const other = await patch().attach('photo', jpeg, 'a.jpg').expect(400);
    expect(other.body.error).to.deep.include({
      code: 'VALIDATION_FAILED',
      details: { photo: ['takes no file; files go into avatar'] },
    });
    const swapped = await patch().attach('cover', jpeg, 'a.jpg').expect(400);
    expect(swapped.body.error.details).to.have.property('cover');
  });

  it('fields that nobody asked for, however they are named', async () => {
    for (const name of ['role', '__proto__', 'constructor[prototype][x]', 'a[b][c][d][e]', 'a[999999]']) {
      const { body } = await patch().attach('avatar', jpeg, 'a.jpg').field(name, 'ADMIN').expect(400);
      expect(body.error.code, name).to.equal('VALIDATION_FAILED');
    }
    expect(({} as { x?: string }).x).to.equal(undefined);
    const many = patch().attach('avatar', jpeg, 'a.jpg');
    for (let i = 0; i < 60; i += 1) void many.field(`f${i}`, 'x');
    expect((await many.expect(400)).body.error.code).to.equal('VALIDATION_FAILED');
    const long = await patch().field('role', 'x'.repeat(140_000)).expect(413);
    expect(long.body.error.code).to.equal('PAYLOAD_TOO_LARGE');
  });

  it('5 MB is allowed to be looked at, one byte more is not', async () => {
    const limit = 5 * 1024 * 1024;
    await refused(Buffer.alloc(limit, 'x'), 'a.jpg', 'image/jpeg', 415, 'UNSUPPORTED_IMAGE');
    await refused(Buffer.alloc(limit + 1, 'x'), 'a.jpg', 'image/jpeg', 413, 'PAYLOAD_TOO_LARGE');
  });
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode, isBlurhashValid } from 'blurhash';
import { expect } from 'chai';
import { DomainError, type ErrorCode } from '../../src/core/kernel/index.js';
import type { ImageProcessor, ImageVariant, ProcessedImage } from '../../src/core/media/index.js';
import * as pictures from '../support/pictures.js';

export interface ImageProcessorHarness {
  create(settings: { readonly maxPixels?: number }): ImageProcessor;
}

const { red, green, blue, white } = pictures;
const inside: ImageVariant = { name: 'inside', width: 1080, fit: 'inside' };
const square: ImageVariant = { name: 'square', width: 60, height: 60, fit: 'cover' };

export function imageProcessorContract(harness: ImageProcessorHarness): void {
  describe('keeps the promises of ImageProcessor', () => {
    let directory: string;

    before(async () => {
      directory = await mkdtemp(path.join(tmpdir(), 'pictures-'));
    });
    after(() => rm(directory, { recursive: true, force: true }));

    async function process(file: Buffer, variants: readonly ImageVariant[] = [inside], name = 'upload'): Promise<ProcessedImage> {
      await writeFile(path.join(directory, name), file);
      return harness.create({}).process(path.join(directory, name), variants);
    }
    async function resultOf(file: Buffer, variant: ImageVariant = inside) {
      const [made] = (await process(file, [variant])).variants;
      if (!made) throw new Error('no picture was made');
      return { ...made, pixels: await pictures.pixelsOf(made.body) };
    }
    async function expectRefusal(
      code: ErrorCode,
      file: Buffer,
      settings: { maxPixels?: number } = {},
      name = 'upload',
    ): Promise<void> {
      await writeFile(path.join(directory, name), file);
      const outcome = await harness
        .create(settings)
        .process(path.join(directory, name), [inside])
        .catch((error: unknown) => error);
      expect(outcome, code).to.be.instanceOf(DomainError);
      expect((outcome as DomainError).code).to.equal(code);
    }
    const expectColour = (pixels: pictures.Pixels, x: number, y: number, colour: pictures.Colour, tolerance = 8): void => {
      const found = pictures.colourAt(pixels, x, y);
      expect(pictures.distance(found, colour), `${found.join()} at ${x},${y} instead of ${colour.join()}`).to.be.at.most(
        tolerance,
      );
    };

    describe('what is made', () => {
      it('one WebP for each variant, in order, named and measured', async () => {
        const variants: ImageVariant[] = [
          { name: '200x200', width: 200, height: 200, fit: 'cover' },
          { name: '90w', width: 90, fit: 'inside' },
          { name: 'box', width: 90, height: 20, fit: 'inside' },
        ];
        const made = (await process(await pictures.jpegOf(pictures.fourCorners(120, 80)), variants)).variants;
        expect(made.map(({ name, width, height }) => [name, width, height])).to.deep.equal([
          ['200x200', 200, 200],
          ['90w', 90, 60],
          ['box', 30, 20],
        ]);
        for (const { body, width, height } of made) {
          expect(body.toString('latin1', 0, 4) + body.toString('latin1', 8, 12)).to.equal('RIFFWEBP');
          const pixels = await pictures.pixelsOf(body);
          expect([pixels.width, pixels.height]).to.deep.equal([width, height]);
        }
      });

      it('`inside` never enlarges', async () => {
        const { width, height } = await resultOf(await pictures.jpegOf(pictures.fourCorners(50, 40)));
        expect([width, height]).to.deep.equal([50, 40]);
      });

      it('`cover` keeps the middle', async () => {
        const stripes = pictures.paint(300, 100, (x) => (x >= 100 && x < 200 ? red : blue));
        const { pixels } = await resultOf(await pictures.jpegOf(stripes), { name: 's', width: 100, height: 100, fit: 'cover' });
        for (const [x, y] of [
          [3, 3],
          [96, 3],
          [50, 50],
          [96, 96],
        ] as const)
          expectColour(pixels, x, y, red);
      });

      it('a picture higher than WebP allows is made to fit', async () => {
        const tall = await pictures
          .encoderOf(pictures.paint(20, 20_000, () => red))
          .png()
          .toBuffer();
        const { width, height } = await resultOf(tall);
        expect(height).to.be.at.most(16_383);
        expect(width).to.be.within(15, 17);
      });

      it('a picture of one pixel, and one as thin as a line', async () => {
        const dot = await resultOf(
          await pictures
            .encoderOf(pictures.paint(1, 1, () => green))
            .png()
            .toBuffer(),
        );
        expect([dot.width, dot.height]).to.deep.equal([1, 1]);
        const line = await resultOf(
          await pictures
            .encoderOf(pictures.paint(5000, 1, () => green))
            .png()
            .toBuffer(),
          square,
        );
        expect([line.width, line.height]).to.deep.equal([60, 60]);
      });

      it('leaves the uploaded file as it is', async () => {
        const file = await pictures.jpegOf(pictures.fourCorners(60, 40));
        await process(file, [inside], 'kept.jpg');
        expect((await readFile(path.join(directory, 'kept.jpg'))).equals(file)).to.equal(true);
      });
    });

    describe('formats', () => {
      const corners = pictures.fourCorners(64, 48);
      const encodings = {
        JPEG: () => pictures.jpegOf(corners),
        'progressive JPEG': () => pictures.encoderOf(corners).jpeg({ quality: 100, progressive: true }).toBuffer(),
        PNG: () => pictures.encoderOf(corners).png().toBuffer(),
        'interlaced PNG': () => pictures.encoderOf(corners).png({ progressive: true }).toBuffer(),
        'PNG with a palette': () => pictures.encoderOf(corners).png({ palette: true }).toBuffer(),
        'PNG of 16 bits': () => pictures.encoderOf(corners).toColourspace('rgb16').png().toBuffer(),
        WebP: () => pictures.encoderOf(corners).webp({ quality: 100 }).toBuffer(),
        'lossless WebP': () => pictures.encoderOf(corners).webp({ lossless: true }).toBuffer(),
        GIF: () => pictures.encoderOf(corners).gif().toBuffer(),
      };
      for (const [format, encoded] of Object.entries(encodings)) {
        it(`reads ${format} and keeps its colours, whatever the file is called`, async () => {
          const file = await encoded();
          for (const name of ['picture', 'picture.txt', 'picture.heic']) {
            const [made] = (await process(file, [inside], name)).variants;
            const pixels = await pictures.pixelsOf(made?.body ?? Buffer.alloc(0));
            expectColour(pixels, 12, 10, red);
            expectColour(pixels, 52, 10, green);
            expectColour(pixels, 12, 38, blue);
            expectColour(pixels, 52, 38, white);
          }
        });
      }

      for (const format of ['gif', 'webp'] as const) {
        it(`takes the first frame of an animated ${format}`, async () => {
          const frames = pictures.paint(40, 120, (_x, y) => (y < 40 ? red : y < 80 ? green : blue));
          const raw = { width: 40, height: 120, channels: 3, pageHeight: 40 } as const;
          const animated = await pictures.animationOf(frames, raw.pageHeight, format);
          const { width, height, pixels, body } = await resultOf(animated);
          expect([width, height]).to.deep.equal([40, 40]);
          expectColour(pixels, 20, 20, red);
          expect(pictures.webpChunks(body)).not.to.include('ANIM');
        });
      }

      it('keeps transparency', async () => {
        const { body } = await resultOf(await pictures.halfTransparentPng(40, 20));
        const alpha = await pictures.alphaOf(body);
        expect([alpha(5, 10), alpha(35, 10)]).to.deep.equal([0, 255]);
      });

      it('shows a Display P3 picture in the sRGB colours it stands for', async () => {
        const vivid: pictures.Colour = [250, 40, 30];
        const file = await pictures
          .encoderOf(pictures.paint(40, 40, () => vivid))
          .withIccProfile('p3')
          .png()
          .toBuffer();
        const numbers = await pictures.pixelsIgnoringProfile(file);
        expect(pictures.distance(pictures.colourAt(numbers, 20, 20), vivid), 'the numbers in the file are others').to.be.above(
          12,
        );
        const { pixels } = await resultOf(file);
        expectColour(pixels, 20, 20, vivid);
      });

      it('reads a CMYK JPEG', async () => {
        const file = await pictures
          .encoderOf(pictures.paint(40, 40, () => white))
          .toColourspace('cmyk')
          .jpeg()
          .toBuffer();
        expectColour((await resultOf(file)).pixels, 20, 20, white, 16);
      });
    });

    describe('orientation', () => {
      const upright = pictures.fourCorners(96, 64);
      for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
        it(`turns EXIF orientation ${orientation} upright`, async () => {
          const file = await pictures.jpegWithOrientation(upright, orientation);
          const { pixels, width, height } = await resultOf(file);
          expect([width, height]).to.deep.equal([96, 64]);
          for (const [x, y] of [
            [20, 14],
            [76, 14],
            [20, 50],
            [76, 50],
          ] as const)
            expectColour(pixels, x, y, pictures.colourAt(upright, x, y));
          const cropped = await resultOf(file, square);
          expectColour(cropped.pixels, 8, 8, red);
          expectColour(cropped.pixels, 52, 52, white);
        });
      }
    });

    describe('metadata', () => {
      it('carries over no EXIF, GPS, XMP, ICC or comment', async () => {
        const file = await pictures.jpegWithSecrets(pictures.fourCorners(64, 48), 'SECRET-WORD');
        const before = file.toString('latin1');
        expect(before.split('SECRET-WORD').length - 1, 'the fixture holds it in EXIF, XMP and a comment').to.be.at.least(3);
        expect(before).to.contain('ICC_PROFILE').and.to.contain('Exif');
        for (const { body } of (await process(file, [inside, square])).variants) {
          expect(pictures.webpChunks(body)).to.deep.equal(['VP8 ']);
          expect(body.toString('latin1')).not.to.match(/SECRET-WORD|exif|icc|xmp|gps/i);
        }
      });

      it('carries over nothing of a script put behind, or into, a picture', async () => {
        const script = '<script>alert(document.domain)</script>';
        const corners = pictures.encoderOf(pictures.fourCorners(64, 48));
        const text = pictures.pngChunk('tEXt', Buffer.from(`Comment\0${script}`, 'latin1'));
        const png = await corners.clone().png().toBuffer();
        const polyglots = [
          Buffer.concat([await corners.clone().gif().toBuffer(), Buffer.from(script)]),
          Buffer.concat([await corners.clone().jpeg().toBuffer(), Buffer.from(script)]),
          Buffer.concat([png.subarray(0, 33), text, png.subarray(33), Buffer.from(script)]),
        ];
        for (const file of polyglots) {
          expect(file.toString('latin1')).to.contain('<script>');
          const [made] = (await process(file)).variants;
          expect(made?.body.toString('latin1')).not.to.match(/script|alert/);
        }
      });
    });

    describe('blurhash', () => {
      it('shows the whole upright picture in 4 x 3 components', async () => {
        const file = await pictures.jpegWithOrientation(pictures.fourCorners(96, 64), 6);
        const { blurhash } = await process(file, [square]);
        expect(isBlurhashValid(blurhash).result).to.equal(true);
        expect(blurhash.length).to.equal(4 + 2 * 4 * 3);
        expect(blurhash.startsWith('L'), 'L says 4 x 3').to.equal(true);
        const shown = Buffer.from(decode(blurhash, 8, 8));
        const corner = (x: number, y: number): number[] => [...shown.subarray((y * 8 + x) * 4, (y * 8 + x) * 4 + 3)];
        const strongest = (values: number[]): number => values.indexOf(Math.max(...values));
        expect([strongest(corner(0, 0)), strongest(corner(7, 0)), strongest(corner(0, 7))]).to.deep.equal([0, 1, 2]);
        expect(Math.min(...corner(7, 7))).to.be.above(180);
      });

      it('shows transparency on white', async () => {
        const { blurhash } = await process(await pictures.halfTransparentPng(40, 20));
        const shown = Buffer.from(decode(blurhash, 8, 8));
        expect(Math.min(...shown.subarray(0, 3))).to.be.above(200);
      });
    });

    describe('refusals', () => {
      const text = (content: string) => Buffer.from(content);
      const unsupported = {
        'an empty file': Buffer.alloc(0),
        'one byte': Buffer.from([0xff]),
        text: text('hello, this is no picture at all'),
        HTML: text('<!DOCTYPE html><html><script>alert(1)</script></html>'),
        SVG: text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'),
        'SVG with an XML declaration': text(
          '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        ),
        PDF: text('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'),
        TIFF: Buffer.concat([Buffer.from('49492a0008000000', 'hex'), Buffer.alloc(200)]),
        BMP: Buffer.concat([text('BM'), Buffer.alloc(200, 1)]),
        ZIP: Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(200)]),
        'an MP4 video': pictures.ftyp('isom', 'isom', 'mp42'),
      };
      for (const [what, file] of Object.entries(unsupported)) {
        it(`${what}: UNSUPPORTED_IMAGE, also when it is called photo.jpg`, async () => {
          await expectRefusal('UNSUPPORTED_IMAGE', file);
          await expectRefusal('UNSUPPORTED_IMAGE', file, {}, 'photo.jpg');
        });
      }

      for (const brand of ['heic', 'heix', 'hevc', 'heim', 'mif1', 'msf1', 'avif', 'avis']) {
        it(`HEIF with the brand ${brand}: HEIC_UNSUPPORTED, also when it is called photo.jpg`, async () => {
          await expectRefusal('HEIC_UNSUPPORTED', pictures.ftyp(brand, 'mif1', 'heic'));
          await expectRefusal('HEIC_UNSUPPORTED', pictures.ftyp(brand, 'mif1', 'heic'), {}, 'photo.jpg');
        });
      }

      it('a header that claims 50,000 x 50,000 pixels: IMAGE_TOO_LARGE, before anything is decoded', async () => {
        const bomb = pictures.pngThatClaims(50_000, 50_000);
        const memory = globalThis.process.memoryUsage().rss;
        const start = performance.now();
        await expectRefusal('IMAGE_TOO_LARGE', bomb);
        expect(performance.now() - start).to.be.below(1000);
        expect(globalThis.process.memoryUsage().rss - memory).to.be.below(50_000_000);
        // A processor that began to decode would meet the missing data first, as it does when the bound allows the size.
        await expectRefusal('CORRUPT_IMAGE', pictures.pngThatClaims(500, 500));
      });

      it('one pixel more than the bound: IMAGE_TOO_LARGE; exactly the bound is taken', async () => {
        const encodings = [
          (pixels: pictures.Pixels) => pictures.jpegOf(pixels),
          (pixels: pictures.Pixels) => pictures.encoderOf(pixels).png().toBuffer(),
          (pixels: pictures.Pixels) => pictures.encoderOf(pixels).webp().toBuffer(),
          (pixels: pictures.Pixels) => pictures.encoderOf(pixels).gif().toBuffer(),
        ];
        for (const encoded of encodings) {
          await expectRefusal('IMAGE_TOO_LARGE', await encoded(pictures.fourCorners(77, 13)), { maxPixels: 1000 });
          await writeFile(path.join(directory, 'exact'), await encoded(pictures.fourCorners(40, 25)));
          const made = await harness.create({ maxPixels: 1000 }).process(path.join(directory, 'exact'), [inside]);
          expect(made.variants[0]?.width).to.equal(40);
        }
      });

      const encodings = {
        JPEG: () => pictures.jpegOf(pictures.noise(300, 200)),
        'progressive JPEG': () => pictures.encoderOf(pictures.noise(300, 200)).jpeg({ progressive: true }).toBuffer(),
        PNG: () => pictures.encoderOf(pictures.noise(300, 200)).png().toBuffer(),
        'interlaced PNG': () => pictures.encoderOf(pictures.noise(300, 200)).png({ progressive: true }).toBuffer(),
        WebP: () => pictures.encoderOf(pictures.noise(300, 200)).webp().toBuffer(),
        GIF: () => pictures.encoderOf(pictures.noise(300, 200)).gif().toBuffer(),
      };
      for (const [format, encoded] of Object.entries(encodings)) {
        it(`${format} cut off near its start, in the middle, near its end: CORRUPT_IMAGE`, async () => {
          const file = await encoded();
          for (const part of [0.02, 0.5, 0.95, 0.99]) {
            await expectRefusal('CORRUPT_IMAGE', file.subarray(0, Math.floor(file.length * part)));
          }
        });
      }

      it('PNG with a byte changed in its data: CORRUPT_IMAGE', async () => {
        const file = await encodings.PNG();
        const middle = Math.floor(file.length / 2);
        file.writeUInt8(file.readUInt8(middle) ^ 0xff, middle);
        await expectRefusal('CORRUPT_IMAGE', file);
      });

      it('a script with the first bytes of a GIF: CORRUPT_IMAGE', async () => {
        await expectRefusal(
          'CORRUPT_IMAGE',
          text('GIF89a/*' + 'x'.repeat(60) + '*/=1;alert(document.domain)//<script>alert(1)</script>'),
        );
      });

      it('a file that is not there is no fault of the uploader', async () => {
        const missing = harness.create({}).process(path.join(directory, 'missing'), [inside]);
        const error = await missing.catch((reason: unknown) => reason);
        expect(error).to.be.instanceOf(Error).and.not.instanceOf(DomainError);
      });
    });
  });
}

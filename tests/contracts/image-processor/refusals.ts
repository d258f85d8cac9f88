import { expect } from 'chai';
import { DomainError } from '../../../src/core/kernel/index.js';
import * as pictures from '../../support/pictures.js';
import { inside, type UploadBench } from './upload-bench.js';

/** What is refused, and with which code. */
export function refusalPromises(bench: UploadBench): void {
  describe('refusals', () => {
    const text = (content: string) => Buffer.from(content);
    const unsupported = {
      'an empty file': Buffer.alloc(0),
      'one byte': Buffer.from([0xff]),
      text: text('hello, this is no picture at all'),
      HTML: text('<!DOCTYPE html><html><script>alert(1)</script></html>'),
      SVG: text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'),
      'SVG with an XML declaration': text('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
      PDF: text('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'),
      TIFF: Buffer.concat([Buffer.from('49492a0008000000', 'hex'), Buffer.alloc(200)]),
      BMP: Buffer.concat([text('BM'), Buffer.alloc(200, 1)]),
      ZIP: Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(200)]),
      'an MP4 video': pictures.ftyp('isom', 'isom', 'mp42'),
    };
    for (const [what, file] of Object.entries(unsupported)) {
      it(`${what}: UNSUPPORTED_IMAGE, also when it is called photo.jpg`, async () => {
        await bench.expectRefusal('UNSUPPORTED_IMAGE', file);
        await bench.expectRefusal('UNSUPPORTED_IMAGE', file, { name: 'photo.jpg' });
      });
    }

    for (const brand of ['heic', 'heix', 'hevc', 'heim', 'mif1', 'msf1', 'avif', 'avis']) {
      it(`HEIF with the brand ${brand}: HEIC_UNSUPPORTED, also when it is called photo.jpg`, async () => {
        await bench.expectRefusal('HEIC_UNSUPPORTED', pictures.ftyp(brand, 'mif1', 'heic'));
        await bench.expectRefusal('HEIC_UNSUPPORTED', pictures.ftyp(brand, 'mif1', 'heic'), { name: 'photo.jpg' });
      });
    }

    it('a header that claims 50,000 x 50,000 pixels: IMAGE_TOO_LARGE, before anything is decoded', async () => {
      const bomb = pictures.pngThatClaims(50_000, 50_000);
      const memory = process.memoryUsage().rss;
      const start = performance.now();
      await bench.expectRefusal('IMAGE_TOO_LARGE', bomb);
      expect(performance.now() - start).to.be.below(1000);
      expect(process.memoryUsage().rss - memory).to.be.below(50_000_000);
      // A processor that began to decode would meet the missing data first, as it does when the bound allows the size.
      await bench.expectRefusal('CORRUPT_IMAGE', pictures.pngThatClaims(500, 500));
    });

    it('one pixel more than the bound: IMAGE_TOO_LARGE; exactly the bound is taken', async () => {
      const encodings = [
        (pixels: pictures.Pixels) => pictures.jpegOf(pixels),
        (pixels: pictures.Pixels) => pictures.encoderOf(pixels).png().toBuffer(),
        (pixels: pictures.Pixels) => pictures.encoderOf(pixels).webp().toBuffer(),
        (pixels: pictures.Pixels) => pictures.encoderOf(pixels).gif().toBuffer(),
      ];
      for (const encoded of encodings) {
        await bench.expectRefusal('IMAGE_TOO_LARGE', await encoded(pictures.fourCorners(77, 13)), { maxPixels: 1000 });
        const made = await bench.process(await encoded(pictures.fourCorners(40, 25)), [inside], { maxPixels: 1000 });
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
          await bench.expectRefusal('CORRUPT_IMAGE', file.subarray(0, Math.floor(file.length * part)));
        }
      });
    }

    it('PNG with a byte changed in its data: CORRUPT_IMAGE', async () => {
      const file = await encodings.PNG();
      const middle = Math.floor(file.length / 2);
      file.writeUInt8(file.readUInt8(middle) ^ 0xff, middle);
      await bench.expectRefusal('CORRUPT_IMAGE', file);
    });

    it('a script with the first bytes of a GIF: CORRUPT_IMAGE', async () => {
      await bench.expectRefusal(
        'CORRUPT_IMAGE',
        text('GIF89a/*' + 'x'.repeat(60) + '*/=1;alert(document.domain)//<script>alert(1)</script>'),
      );
    });

    it('a file that is not there is no fault of the uploader', async () => {
      const error = await bench.processMissing().catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(Error).and.not.instanceOf(DomainError);
    });
  });
}

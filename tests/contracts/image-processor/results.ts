import { readFile } from 'node:fs/promises';
import { decode, isBlurhashValid } from 'blurhash';
import { expect } from 'chai';
import type { ImageVariant } from '../../../src/core/media/index.js';
import * as pictures from '../../support/pictures.js';
import { expectColour, inside, square, type UploadBench } from './upload-bench.js';

const { red, green, blue } = pictures;

/** Sizes, cleanness and blurhash of what is made. */
export function resultPromises(bench: UploadBench): void {
  describe('what is made', () => {
    it('one WebP for each variant, in order, named and measured', async () => {
      const variants: ImageVariant[] = [
        { name: '200x200', width: 200, height: 200, fit: 'cover' },
        { name: '90w', width: 90, fit: 'inside' },
        { name: 'box', width: 90, height: 20, fit: 'inside' },
      ];
      const made = (await bench.process(await pictures.jpegOf(pictures.fourCorners(120, 80)), variants)).variants;
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
      const { width, height } = await bench.resultOf(await pictures.jpegOf(pictures.fourCorners(50, 40)));
      expect([width, height]).to.deep.equal([50, 40]);
    });

    it('`cover` keeps the middle', async () => {
      const stripes = pictures.paint(300, 100, (x) => (x >= 100 && x < 200 ? red : blue));
      const { pixels } = await bench.resultOf(await pictures.jpegOf(stripes), {
        name: 's',
        width: 100,
        height: 100,
        fit: 'cover',
      });
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
      const { width, height } = await bench.resultOf(tall);
      expect(height).to.be.at.most(16_383);
      expect(width).to.be.within(15, 17);
    });

    it('a picture of one pixel, and one as thin as a line', async () => {
      const dot = await bench.resultOf(
        await pictures
          .encoderOf(pictures.paint(1, 1, () => green))
          .png()
          .toBuffer(),
      );
      expect([dot.width, dot.height]).to.deep.equal([1, 1]);
      const line = await bench.resultOf(
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
      await bench.process(file, [inside], { name: 'kept.jpg' });
      expect((await readFile(bench.pathOf('kept.jpg'))).equals(file)).to.equal(true);
    });
  });

  describe('metadata', () => {
    it('carries over no EXIF, GPS, XMP, ICC or comment', async () => {
      const file = await pictures.jpegWithSecrets(pictures.fourCorners(64, 48), 'SECRET-WORD');
      const before = file.toString('latin1');
      expect(before.split('SECRET-WORD').length - 1, 'the fixture holds it in EXIF, XMP and a comment').to.be.at.least(3);
      expect(before).to.contain('ICC_PROFILE').and.to.contain('Exif');
      for (const { body } of (await bench.process(file, [inside, square])).variants) {
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
        const [made] = (await bench.process(file)).variants;
        expect(made?.body.toString('latin1')).not.to.match(/script|alert/);
      }
    });
  });

  describe('blurhash', () => {
    it('shows the whole upright picture in 4 x 3 components', async () => {
      const file = await pictures.jpegWithOrientation(pictures.fourCorners(96, 64), 6);
      const { blurhash } = await bench.process(file, [square]);
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
      const { blurhash } = await bench.process(await pictures.halfTransparentPng(40, 20));
      const shown = Buffer.from(decode(blurhash, 8, 8));
      expect(Math.min(...shown.subarray(0, 3))).to.be.above(200);
    });
  });
}

import { expect } from 'chai';
import * as pictures from '../../support/pictures.js';
import { expectColour, inside, square, type UploadBench } from './upload-bench.js';

const { red, green, blue, white } = pictures;

/** Formats, colours and orientations that are understood. */
export function readingPromises(bench: UploadBench): void {
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
          const { pixels } = await bench.resultOf(file, inside, name);
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
        const animated = await pictures.animationOf(frames, 40, format);
        const { width, height, pixels, body } = await bench.resultOf(animated);
        expect([width, height]).to.deep.equal([40, 40]);
        expectColour(pixels, 20, 20, red);
        expect(pictures.webpChunks(body)).not.to.include('ANIM');
      });
    }

    it('keeps transparency', async () => {
      const { body } = await bench.resultOf(await pictures.halfTransparentPng(40, 20));
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
      expect(pictures.distance(pictures.colourAt(numbers, 20, 20), vivid), 'the numbers in the file are others').to.be.above(12);
      const { pixels } = await bench.resultOf(file);
      expectColour(pixels, 20, 20, vivid);
    });

    it('reads a CMYK JPEG', async () => {
      const file = await pictures
        .encoderOf(pictures.paint(40, 40, () => white))
        .toColourspace('cmyk')
        .jpeg()
        .toBuffer();
      expectColour((await bench.resultOf(file)).pixels, 20, 20, white, 16);
    });
  });

  describe('orientation', () => {
    const upright = pictures.fourCorners(96, 64);
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8]) {
      it(`turns EXIF orientation ${orientation} upright`, async () => {
        const file = await pictures.jpegWithOrientation(upright, orientation);
        const { pixels, width, height } = await bench.resultOf(file);
        expect([width, height]).to.deep.equal([96, 64]);
        for (const [x, y] of [
          [20, 14],
          [76, 14],
          [20, 50],
          [76, 50],
        ] as const)
          expectColour(pixels, x, y, pictures.colourAt(upright, x, y));
        const cropped = await bench.resultOf(file, square);
        expectColour(cropped.pixels, 8, 8, red);
        expectColour(cropped.pixels, 52, 52, white);
      });
    }
  });
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import sharp from 'sharp';
import { decodingQueue, SharpImageProcessor } from '../../../src/adapters/sharp/sharp-image-processor.js';
import { CorruptImage, imageVariants, UnsupportedImage } from '../../../src/core/media/index.js';
import { imageProcessorContract } from '../../contracts/image-processor.contract.js';
import * as pictures from '../../support/pictures.js';

describe('SharpImageProcessor', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'sharp-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const fileOf = async (content: Buffer, name = 'upload'): Promise<string> => {
    await writeFile(path.join(directory, name), content);
    return path.join(directory, name);
  };

  imageProcessorContract({ create: (settings) => new SharpImageProcessor(settings) });

  it('makes the pictures of every use of the product', async () => {
    const file = await fileOf(await pictures.jpegOf(pictures.fourCorners(1600, 900)));
    const sizes: Record<string, [string, number, number][]> = {};
    for (const [use, variants] of Object.entries(imageVariants)) {
      const made = await new SharpImageProcessor().process(file, variants);
      sizes[use] = made.variants.map(({ name, width, height }) => [name, width, height]);
    }
    expect(sizes).to.deep.equal({
      avatar: [['200x200', 200, 200]],
      cover: [['1200x400', 1200, 400]],
      post: [
        ['1080w', 1080, 608],
        ['300x300', 300, 300],
      ],
      listing: [
        ['1200w', 1200, 675],
        ['300x300', 300, 300],
      ],
    });
  });

  it('sees the new content of a file that changed under its name', async () => {
    const processor = new SharpImageProcessor();
    const variants = imageVariants.avatar;
    for (const colour of [pictures.red, pictures.blue]) {
      const file = await fileOf(await pictures.jpegOf(pictures.paint(64, 64, () => colour)), 'same-name');
      const [made] = (await processor.process(file, variants)).variants;
      const pixels = await pictures.pixelsOf(made?.body ?? Buffer.alloc(0));
      expect(pictures.distance(pictures.colourAt(pixels, 100, 100), colour)).to.be.at.most(8);
    }
  });

  it('works on many pictures at once, one place after another, and goes on after a damaged one', async () => {
    const processor = new SharpImageProcessor({ queue: decodingQueue(1, 4) });
    const whole = await pictures.jpegOf(pictures.noise(300, 200));
    const files = await Promise.all(
      [whole, whole.subarray(0, 9000), whole, whole.subarray(0, 300), whole].map((content, index) =>
        fileOf(content, `f${index}`),
      ),
    );
    const outcomes = await Promise.allSettled(files.map((file) => processor.process(file, imageVariants.post)));
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('keeps what the decoder said for the log, and out of the message', async () => {
    const whole = await pictures.jpegOf(pictures.noise(300, 200));
    const file = await fileOf(whole.subarray(0, 9000));
    const error = await new SharpImageProcessor().process(file, imageVariants.avatar).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(CorruptImage).with.property('message', 'The picture is damaged or incomplete');
    expect((error as CorruptImage).cause)
      .to.be.instanceOf(Error)
      .with.property('message')
      .that.contains('premature end');
  });

  it('gives up on a picture that takes too long, without blaming the uploader', async () => {
    const file = await fileOf(await pictures.encoderOf(pictures.noise(200, 200)).png().toBuffer());
    const slow = new SharpImageProcessor({ timeoutSeconds: 1 });
    const huge = { name: 'huge', width: 16_000, height: 16_000, fit: 'cover' } as const;
    const error = await slow.process(file, [huge]).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error).and.not.instanceOf(CorruptImage);
    expect((error as Error).message).to.match(/^timeout:/);
  });

  it('closes the decoders that it does not need, for the whole process', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>');
    new SharpImageProcessor();
    const error = await sharp(svg)
      .png()
      .toBuffer()
      .catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(Error).with.property('message').that.contains('unsupported image format');
    expect(sharp.cache().files.max + sharp.cache().items.max + sharp.cache().memory.max).to.equal(0);
    expect(sharp.concurrency()).to.equal(1);
  });

  it('refuses a file that the two readers take for different things', async () => {
    // file-type skips a byte order mark; the decoder does not, so it would not find the GIF that file-type sees.
    const gif = await pictures.encoderOf(pictures.fourCorners(20, 20)).gif().toBuffer();
    const file = await fileOf(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), gif]));
    const error = await new SharpImageProcessor().process(file, imageVariants.avatar).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(UnsupportedImage);
  });
});

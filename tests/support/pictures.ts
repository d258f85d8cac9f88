import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

export type Colour = readonly [red: number, green: number, blue: number];

export const red: Colour = [220, 30, 40];
export const green: Colour = [30, 170, 60];
export const blue: Colour = [40, 60, 210];
export const white: Colour = [250, 250, 250];

/** Raw RGB pixels. */
export interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** A picture by a rule: the colour at each place. */
export function paint(width: number, height: number, colourAt: (x: number, y: number) => Colour): Pixels {
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.set(colourAt(x, y), (y * width + x) * 3);
  }
  return { data, width, height };
}

/** Red, green over blue, white: every turn and mirroring of it looks different. */
export const fourCorners = (width: number, height: number): Pixels =>
  paint(width, height, (x, y) => (y < height / 2 ? (x < width / 2 ? red : green) : x < width / 2 ? blue : white));

/** Fine-grained, so that compressed data is long and a cut in it falls among pixels. */
export const noise = (width: number, height: number): Pixels =>
  paint(width, height, (x, y) => {
    const value = Math.imul(x * 7919 + y * 104_729 + 1, 2_654_435_761) >>> 8;
    return [value & 255, (value >>> 8) & 255, (value >>> 16) & 255];
  });

export const encoderOf = ({ data, width, height }: Pixels) => sharp(data, { raw: { width, height, channels: 3 } });

export const jpegOf = (pixels: Pixels): Promise<Buffer> =>
  encoderOf(pixels).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();

export async function pixelsOf(picture: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(picture).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

export function colourAt({ data, width }: Pixels, x: number, y: number): Colour {
  const at = (y * width + x) * 3;
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
}

/** The largest difference of a channel. */
export const distance = (a: Colour, b: Colour): number =>
  Math.max(...a.map((value, channel) => Math.abs(value - (b[channel] ?? 0))));

/** The place in the stored picture that an upright place (of a `width` x `height` picture) is read from: EXIF 2.32, tag 274. */
const storedPlaces: Readonly<Record<number, (x: number, y: number, width: number, height: number) => [number, number]>> = {
  1: (x, y) => [x, y],
  2: (x, y, width) => [width - 1 - x, y],
  3: (x, y, width, height) => [width - 1 - x, height - 1 - y],
  4: (x, y, _width, height) => [x, height - 1 - y],
  5: (x, y) => [y, x],
  6: (x, y, width) => [y, width - 1 - x],
  7: (x, y, width, height) => [height - 1 - y, width - 1 - x],
  8: (x, y, _width, height) => [height - 1 - y, x],
};

/** A JPEG whose pixels lie turned or mirrored, with the EXIF orientation (1 to 8) that makes it look like `upright`. */
export async function jpegWithOrientation(upright: Pixels, orientation: number): Promise<Buffer> {
  const place = storedPlaces[orientation];
  if (!place) throw new RangeError(`There is no EXIF orientation ${orientation}`);
  const { width, height } = upright;
  const [storedWidth, storedHeight] = orientation < 5 ? [width, height] : [height, width];
  const data = Buffer.alloc(upright.data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [storedX, storedY] = place(x, y, width, height);
      data.set(colourAt(upright, x, y), (storedY * storedWidth + storedX) * 3);
    }
  }
  const stored = encoderOf({ data, width: storedWidth, height: storedHeight });
  return stored.withMetadata({ orientation }).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();
}

/** CRC-32 of the PNG specification, annex D. */
function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** A PNG with a correct header for any size and far too little data: some hundred bytes that claim gigabytes. */
export function pngThatClaims(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(Buffer.alloc(1000))), pngChunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

/** The first box of an ISO base media file: what tells HEIC, AVIF and MP4 apart. */
export function ftyp(majorBrand: string, ...compatible: string[]): Buffer {
  const box = Buffer.concat([Buffer.from(`\0\0\0\0ftyp${majorBrand}\0\0\0\0${compatible.join('')}`, 'latin1'), Buffer.alloc(64)]);
  box.writeUInt32BE(16 + compatible.length * 4, 0);
  return box;
}

/** The names of the chunks of a WebP file (RFC 9649). */
export function webpChunks(file: Buffer): string[] {
  const names = [];
  for (let at = 12; at + 8 <= file.length; at += 8 + file.readUInt32LE(at + 4) + (file.readUInt32LE(at + 4) % 2)) {
    names.push(file.toString('latin1', at, at + 4));
  }
  return names;
}

/** An animation of the frames that lie below each other, each `frameHeight` high. */
export function animationOf({ data, width, height }: Pixels, frameHeight: number, format: 'gif' | 'webp'): Promise<Buffer> {
  const strip = sharp(data, { raw: { width, height, channels: 3, pageHeight: frameHeight } });
  return strip.toFormat(format, { delay: 100, loop: 0 }).toBuffer();
}

/** The left half is transparent (black below), the right half opaque red. */
export function halfTransparentPng(width: number, height: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    if (at % width >= width / 2) data.set([...red, 255], at * 4);
  }
  return sharp(data, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer();
}

export async function alphaOf(picture: Buffer): Promise<(x: number, y: number) => number> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return (x, y) => data[(y * info.width + x) * 4 + 3] ?? -1;
}

/** The numbers in the file, before its colour profile gives them a meaning. */
export async function pixelsIgnoringProfile(picture: Buffer): Promise<Pixels> {
  const { data, info } = await sharp(picture, { ignoreIcc: true }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** A JPEG with the word in EXIF (camera and GPS), XMP and a comment, and with a colour profile. */
export async function jpegWithSecrets(pixels: Pixels, word: string): Promise<Buffer> {
  const jpeg = await encoderOf(pixels)
    .withExif({
      IFD0: { Copyright: word, Make: word },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '41/1 42/1 0/1', GPSAreaInformation: word },
    })
    .withXmp(
      `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${word}</rdf:RDF></x:xmpmeta>`,
    )
    .withIccProfile('p3')
    .jpeg()
    .toBuffer();
  const comment = Buffer.from(`\xff\xfe\0\0${word}`, 'latin1');
  comment.writeUInt16BE(comment.length - 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
}

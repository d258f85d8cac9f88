import { deflateRawSync, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import {
  animationOf,
  encoderOf,
  fourCorners,
  ftyp,
  jpegOf,
  jpegWithSecrets,
  noise,
  paint,
  pngChunk,
  pngThatClaims,
} from './pictures.js';

/** Stands in everything hostile; nothing that is stored or answered may hold it. */
export const marker = 'HOSTILE-PAYLOAD';
export const script = `<script>alert('${marker}')</script>`;

/** Refused with this status and code, or taken and made anew. */
export type Verdict = 'stored' | readonly [status: number, code: string];

export interface HostilePicture {
  readonly what: string;
  readonly file: Buffer;
  /** What the sender says it is. */
  readonly type: string;
  readonly verdict: Verdict;
}

const unsupported = [415, 'UNSUPPORTED_IMAGE'] as const;
const corrupt = [400, 'CORRUPT_IMAGE'] as const;
const tooManyPixels = [413, 'IMAGE_TOO_LARGE'] as const;

/** A chunk between the header of a PNG and its pixels. */
const withChunk = (png: Buffer, type: string, data: Buffer): Buffer =>
  Buffer.concat([png.subarray(0, 33), pngChunk(type, data), png.subarray(33)]);

/** One ZIP entry with its directory: what an unpacker finds at the end of a file, whatever stands before it. */
export function zipOf(name: string, content: string): Buffer {
  const [path, data] = [Buffer.from(name), deflateRawSync(content)];
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt16LE(path.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt16LE(path.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  return Buffer.concat([local, path, data, central, path, end, Buffer.from(marker)]);
}

/** A JPEG segment; comments and application data hold what they like. */
function withSegment(jpeg: Buffer, id: number, text: string): Buffer {
  const segment = Buffer.from(`\xff${String.fromCharCode(id)}\0\0${text}`, 'latin1');
  segment.writeUInt16BE(segment.length - 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

/** A GIF whose one frame is larger than the screen that its header names. */
function gifWithFrame(gif: Buffer, width: number, height: number): Buffer {
  const file = Buffer.from(gif);
  // Behind the header (13 bytes), the colours and extensions: a comma, left, top, width, height.
  const at = file.indexOf(Buffer.from([0x2c, 0, 0, 0, 0]));
  file.writeUInt16LE(width, at + 5);
  file.writeUInt16LE(height, at + 7);
  return file;
}

/** A WebP header that claims this canvas over a small picture. */
function webpThatClaims(webp: Buffer, width: number, height: number): Buffer {
  const head = Buffer.alloc(30);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(22 + webp.length - 12, 4);
  head.write('WEBPVP8X', 8, 'latin1');
  head.writeUInt32LE(10, 16);
  head.writeUIntLE(width - 1, 24, 3);
  head.writeUIntLE(height - 1, 27, 3);
  return Buffer.concat([head, webp.subarray(12)]);
}

/** Files that lie, or do more than one thing, with what becomes of each. All of them small. */
export async function hostilePictures(): Promise<HostilePicture[]> {
  const corners = encoderOf(fourCorners(64, 48));
  const [jpeg, png, gif, webp] = await Promise.all([
    jpegOf(fourCorners(64, 48)),
    corners.clone().png().toBuffer(),
    corners.clone().gif().toBuffer(),
    corners.clone().webp().toBuffer(),
  ]);
  const cut = await jpegOf(noise(300, 300));
  const [frames, manyFrames] = await Promise.all([
    animationOf(fourCorners(40, 40 * 30), 40, 'webp'),
    animationOf(
      paint(8, 8 * 2_000, (x, y) => [y & 255, x * 30, 0]),
      8,
      'gif',
    ),
  ]);
  // `/*` is 10,799 pixels of width: the whole header is the beginning of a comment.
  const gifAsScript = Buffer.from(`GIF89a/*${'\0'.repeat(40)}*/=1;alert('${marker}')//`, 'latin1');
  const svg = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${script}</svg>`;
  const pdf = `%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(${marker})>>>>endobj\n`;
  const file = (what: string, content: Buffer | string, type: string, verdict: Verdict): HostilePicture => ({
    what,
    file: typeof content === 'string' ? Buffer.from(content, 'latin1') : content,
    type,
    verdict,
  });
  return [
    file('a GIF that is a script as well', gifAsScript, 'image/gif', corrupt),
    file('a GIF with a script behind it', Buffer.concat([gif, Buffer.from(script)]), 'image/gif', 'stored'),
    file('a JPEG that is a ZIP as well', Buffer.concat([jpeg, zipOf('../../evil.php', script)]), 'image/jpeg', 'stored'),
    file('a ZIP that calls itself a JPEG', zipOf('../../evil.php', script), 'image/jpeg', unsupported),
    file('a JPEG that is a PDF as well', withSegment(jpeg, 0xfe, pdf), 'image/jpeg', 'stored'),
    file('a PDF with a JPEG in it', Buffer.concat([Buffer.from(pdf), jpeg]), 'image/jpeg', unsupported),
    file('a PNG with a page in a text chunk', withChunk(png, 'tEXt', Buffer.from(`Title\0${script}`)), 'image/png', 'stored'),
    file('a PNG with a page behind its end', Buffer.concat([png, Buffer.from(`<html>${script}</html>`)]), 'image/png', 'stored'),
    file('a WebP with a page behind its end', Buffer.concat([webp, Buffer.from(script)]), 'image/webp', 'stored'),
    file('a page that calls itself a PNG', `<!doctype html><html>${script}</html>`, 'image/png', unsupported),
    file('a page behind the first bytes of a PNG', `\x89PNG\r\n\x1a\n<html>${script}</html>`, 'image/png', unsupported),
    file('an SVG with a script', svg, 'image/svg+xml', unsupported),
    file('an SVG that calls itself a WebP', svg, 'image/webp', unsupported),
    file('a program in PHP', `<?php system('${marker}');`, 'image/jpeg', unsupported),
    file('a JPEG that calls itself a PNG: the bytes decide', jpeg, 'image/png', 'stored'),
    file('a PNG that calls itself a page', png, 'text/html', 'stored'),
    file('HEIC that calls itself a JPEG', ftyp('heic', 'mif1'), 'image/jpeg', [415, 'HEIC_UNSUPPORTED']),
    file('a video that calls itself a GIF', ftyp('isom', 'mp42'), 'image/gif', unsupported),
    file('a PNG of 50,000 x 50,000 pixels in 100 bytes', pngThatClaims(50_000, 50_000), 'image/png', tooManyPixels),
    file('a PNG one pixel high with more than allowed', pngThatClaims(50_000_001, 1), 'image/png', tooManyPixels),
    file('a GIF with a screen of 60,000 x 60,000: its frame decides', gifWithScreen(gif, 60_000), 'image/gif', 'stored'),
    file('a GIF whose frame is larger than its screen', gifWithFrame(gif, 65_535, 65_535), 'image/gif', tooManyPixels),
    file('a WebP that claims 16,383 x 16,383 over a small picture', webpThatClaims(webp, 16_383, 16_383), 'image/webp', corrupt),
    file('a PNG whose data ends long before its pixels', pngThatClaims(5_000, 5_000), 'image/png', corrupt),
    file('a PNG whose data goes on for 200 MB behind its pixels', pngWithData(64, 48, 200), 'image/png', 'stored'),
    file('a PNG with 200 MB of compressed text', withChunk(png, 'zTXt', bombText(200)), 'image/png', 'stored'),
    file('a PNG with a colour profile of 200 MB', withChunk(png, 'iCCP', bombText(200)), 'image/png', 'stored'),
    file('an animation: its first frame', frames, 'image/webp', 'stored'),
    file('an animation of 2,000 frames: its first', manyFrames, 'image/gif', 'stored'),
    file('a JPEG cut off in the middle', cut.subarray(0, cut.length / 2), 'image/jpeg', corrupt),
    file('the first byte of a JPEG', jpeg.subarray(0, 1), 'image/jpeg', unsupported),
    file(
      'a JPEG with EXIF, GPS, XMP, a profile, a comment',
      await jpegWithSecrets(fourCorners(64, 48), marker),
      'image/jpeg',
      'stored',
    ),
    file(
      'a WebP with metadata',
      await sharp(webp)
        .withExif({ IFD0: { Copyright: marker } })
        .webp()
        .toBuffer(),
      'image/webp',
      'stored',
    ),
  ];
}

function gifWithScreen(gif: Buffer, side: number): Buffer {
  const file = Buffer.from(gif);
  file.writeUInt16LE(side, 6);
  file.writeUInt16LE(side, 8);
  return file;
}

const megabytes = (count: number): Buffer => deflateSync(Buffer.alloc(count * 1024 * 1024), { level: 9 });

/** Keyword, compression method, data: the form of zTXt and of iCCP. */
const bombText = (count: number): Buffer => Buffer.concat([Buffer.from('bomb\0\0', 'latin1'), megabytes(count)]);

function pngWithData(width: number, height: number, count: number): Buffer {
  const png = pngThatClaims(width, height);
  return Buffer.concat([png.subarray(0, 33), pngChunk('IDAT', megabytes(count)), pngChunk('IEND', Buffer.alloc(0))]);
}

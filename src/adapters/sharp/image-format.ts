import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { HeicUnsupported, UnsupportedImage } from '../../core/media/index.js';

/** What the decoder calls the formats we take. */
export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'gif';

const formats: Readonly<Record<string, ImageFormat>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** Brands of HEIF and AVIF (ISO/IEC 23008-12, AVIF 1.1) that file-type takes for a video, besides those it knows. */
const heifBrand = /^ftyp(?:hei[cxms]|hev[cxms]|mi[af]f|mif[12]|msf1|avi[fs])$/;

/**
 * The format by the first bytes of the file; its name plays no part.
 * @throws HeicUnsupported for HEIC, HEIF and AVIF, UnsupportedImage for everything else we do not take (SVG, HTML, text, nothing at all).
 */
export async function imageFormatOf(file: string): Promise<ImageFormat> {
  if (heifBrand.test(await boxHeader(file))) throw new HeicUnsupported();
  const type = await fileTypeFromFile(file);
  if (type && /^image\/(?:hei[cf]|avif)/.test(type.mime)) throw new HeicUnsupported();
  const format = type && formats[type.mime];
  if (!format) throw new UnsupportedImage();
  return format;
}

/** Bytes 4 to 11: in an ISO base media file, `ftyp` and the major brand. */
async function boxHeader(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(12), 0, 12, 0);
    return buffer.toString('latin1', 4, Math.max(4, bytesRead));
  } finally {
    await handle.close();
  }
}

import { availableParallelism } from 'node:os';
import { encode } from 'blurhash';
import sharp, { type Sharp } from 'sharp';
import { WorkQueue } from '../../core/kernel/index.js';
import { CorruptImage, ImageProcessor, ImagesBusy, ImageTooLarge, UnsupportedImage } from '../../core/media/index.js';
import type { ImageVariant, ProcessedImage } from '../../core/media/index.js';
import { imageFormatOf } from './image-format.js';

/** The largest side a WebP picture can have. */
const WEBP_MAX_SIDE = 16_383;
const HASH_SIDE = 32;
const WHITE = '#ffffff';

/** libuv has four threads, for files, DNS and password hashes too. */
const MAX_AT_ONCE = 4;
/** Ten posts of ten pictures. One that waits is a file on disk and a promise. */
const MAX_WAITING = 100;

export const decodingQueue = (atOnce: number, maxWaiting: number): WorkQueue =>
  new WorkQueue(atOnce, maxWaiting, () => new ImagesBusy());

export interface SharpSettings {
  /** Width times height that a file may claim. Default 50 million. */
  readonly maxPixels?: number;
  /** What lets pictures in, each to be worked on by one thread of libvips. Default: as many as there are processors, while 100 wait. */
  readonly queue?: WorkQueue;
  /** For each result of a picture. Default 20. */
  readonly timeoutSeconds?: number;
}

/**
 * Pictures by libvips, re-encoded as WebP: nothing of the uploaded file but its pixels goes on.
 *
 * Memory, measured for one picture of 50 million pixels: 35 to 75 MB where the format streams (baseline JPEG, plain PNG, WebP), about
 * 220 MB where it must be held whole (progressive JPEG, interlaced PNG), 540 MB at the very worst (interlaced PNG, 16 bits, transparency).
 * Times the pictures worked on at once. A photo of 12 million pixels takes 20 MB. The operation cache of libvips is off: it would keep decoded pictures,
 * and files by their name after they have changed.
 *
 * The three switches of sharp used here (cache, threads, allowed loaders) hold for the whole process.
 */
export class SharpImageProcessor extends ImageProcessor {
  private readonly maxPixels: number;
  private readonly timeoutSeconds: number;
  private readonly queue: WorkQueue;

  constructor(settings: SharpSettings = {}) {
    super();
    this.maxPixels = settings.maxPixels ?? 50_000_000;
    this.timeoutSeconds = settings.timeoutSeconds ?? 20;
    this.queue = settings.queue ?? decodingQueue(Math.min(availableParallelism(), MAX_AT_ONCE), MAX_WAITING);
    sharp.cache(false);
    sharp.concurrency(1);
    allowOnlyOurLoaders();
  }

  async process(file: string, variants: readonly ImageVariant[]): Promise<ProcessedImage> {
    const format = await imageFormatOf(file);
    return this.queue.run(async () => {
      await this.checkHeader(file, format);
      try {
        const made = [];
        // One after another: each result reads the file anew at the scale it needs, which holds less than decoding it once in full.
        for (const variant of variants) made.push(await this.make(file, variant));
        return { variants: made, blurhash: await this.hash(file) };
      } catch (error) {
        throw refusalOf(error);
      }
    });
  }

  /** Reads the header only. Decoding begins after this, and carries the same bound. */
  private async checkHeader(file: string, format: string): Promise<void> {
    const header = await sharp(file, { failOn: 'error', limitInputPixels: false })
      .metadata()
      .catch((error: unknown) => {
        throw refusalOf(error);
      });
    // The decoder finds the format by itself; where the two disagree, the file is not what it seems.
    if (header.format !== format) throw new UnsupportedImage();
    if (header.width * header.height > this.maxPixels) throw new ImageTooLarge(this.maxPixels);
  }

  private async make(file: string, { name, width, height, fit }: ImageVariant): Promise<ProcessedImage['variants'][number]> {
    const bound = { width, height: height ?? (fit === 'cover' ? width : WEBP_MAX_SIDE) };
    const { data, info } = await this.upright(file)
      .resize({ ...bound, fit, withoutEnlargement: fit === 'inside' })
      .webp({ quality: 80 })
      .toBuffer({ resolveWithObject: true });
    return { name, body: data, width: info.width, height: info.height };
  }

  private async hash(file: string): Promise<string> {
    const { data, info } = await this.upright(file)
      .resize({ width: HASH_SIDE, height: HASH_SIDE, fit: 'inside' })
      .flatten({ background: WHITE })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return encode(new Uint8ClampedArray(data), info.width, info.height, 4, 3);
  }

  /**
   * `failOn: 'error'` refuses truncated data; the stricter default would also refuse JPEGs that phones write with harmless warnings.
   * Without any `keep…`, sharp converts embedded profiles to sRGB and writes no metadata.
   */
  private upright(file: string): Sharp {
    return sharp(file, { failOn: 'error', limitInputPixels: this.maxPixels })
      .timeout({ seconds: this.timeoutSeconds })
      .autoOrient()
      .toColourspace('srgb');
  }
}

/** Whatever slips past the check of the first bytes still meets no other parser (SVG, TIFF, HEIF, PDF …). */
function allowOnlyOurLoaders(): void {
  const loaders = ['Jpeg', 'Png', 'Webp', 'Nsgif'].flatMap((name) => [
    `VipsForeignLoad${name}File`,
    `VipsForeignLoad${name}Buffer`,
  ]);
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: loaders });
}

/** Time-out, memory, a file that went away: nothing the uploader could mend by sending another picture. */
const machineFault = /^timeout:|out of memory|Input file is missing|unable to (?:open|malloc|allocate)/i;
/** No decoder at all felt responsible, although the first bytes looked right to file-type. */
const noDecoder = /unsupported image format/i;

/** libvips gives no codes, only words. What is not known to be the machine's fault is the file's. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error) || machineFault.test(error.message)) return error;
  return noDecoder.test(error.message) ? new UnsupportedImage() : new CorruptImage(error);
}

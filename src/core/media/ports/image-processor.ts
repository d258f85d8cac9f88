/**
 * One picture to be made. `cover` fills width x height by cropping the middle (and enlarges a smaller picture); `inside` never enlarges
 * and keeps proportions (height left out: as high as the format of the result allows, 16383 pixels).
 */
export interface ImageVariant {
  readonly name: string;
  readonly width: number;
  readonly height?: number;
  readonly fit: 'cover' | 'inside';
}

export interface ProcessedImage {
  /** In the order asked for. Always image/webp in sRGB, without any metadata of the original (EXIF, GPS, ICC, XMP), upright. */
  readonly variants: readonly { readonly name: string; readonly body: Buffer; readonly width: number; readonly height: number }[];
  /** See blurha.sh; of the whole upright picture, 4 x 3 components, transparency shown on white. */
  readonly blurhash: string;
}

/**
 * Turns an uploaded file into pictures that are safe to serve. The first bytes decide what it is, not its name.
 * JPEG, PNG, WebP and GIF (first frame of an animation). Rejects with UNSUPPORTED_IMAGE, HEIC_UNSUPPORTED (HEIF and AVIF too),
 * IMAGE_TOO_LARGE (pixels, checked before decoding) or CORRUPT_IMAGE (truncated data included). A file that is not there, or a machine
 * that cannot do the work, is a plain Error: not the caller's fault. SERVICE_UNAVAILABLE when too many wait already.
 */
export abstract class ImageProcessor {
  /** `file`: path of the uploaded file. It is read, never changed or removed. */
  abstract process(file: string, variants: readonly ImageVariant[]): Promise<ProcessedImage>;
}

/** One picture to be made. `cover` fills width x height by cropping the middle; `inside` never enlarges and keeps proportions (height left out: any). */
export interface ImageVariant {
  readonly name: string;
  readonly width: number;
  readonly height?: number;
  readonly fit: 'cover' | 'inside';
}

export interface ProcessedImage {
  /** Always image/webp, without any metadata of the original (EXIF, GPS, ICC), upright. */
  readonly variants: readonly { readonly name: string; readonly body: Buffer; readonly width: number; readonly height: number }[];
  /** See blurha.sh; of the upright picture. */
  readonly blurhash: string;
}

/**
 * Turns an uploaded file into pictures that are safe to serve. The first bytes decide what it is, not its name.
 * JPEG, PNG, WebP and GIF (first frame). Rejects with UNSUPPORTED_IMAGE, HEIC_UNSUPPORTED, IMAGE_TOO_LARGE (pixels, checked
 * before decoding) or CORRUPT_IMAGE (truncated data included).
 */
export abstract class ImageProcessor {
  /** `file`: path of the uploaded file. */
  abstract process(file: string, variants: readonly ImageVariant[]): Promise<ProcessedImage>;
}

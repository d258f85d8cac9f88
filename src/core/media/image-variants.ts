import type { ImageVariant } from './ports/image-processor.js';

/** What a picture is uploaded for; also the first part of its object keys. */
export type ImageUse = 'avatar' | 'cover' | 'post' | 'listing';

const thumbnail: ImageVariant = { name: '300x300', width: 300, height: 300, fit: 'cover' };

/**
 * The pictures made for each use, in pixels; the first is the main one, whose address the API gives as `url`.
 * The name is the last part of the object key, so another size must get another name: objects are cached for ever.
 */
export const imageVariants: Readonly<Record<ImageUse, readonly [ImageVariant, ...ImageVariant[]]>> = {
  avatar: [{ name: '200x200', width: 200, height: 200, fit: 'cover' }],
  cover: [{ name: '1200x400', width: 1200, height: 400, fit: 'cover' }],
  post: [{ name: '1080w', width: 1080, fit: 'inside' }, thumbnail],
  listing: [{ name: '1200w', width: 1200, fit: 'inside' }, thumbnail],
};

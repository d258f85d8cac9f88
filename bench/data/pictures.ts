import { imageVariants, newObjectKey, type ImageUse } from '../../src/core/media/index.js';

/** Stands in a key until the picture's own id takes its place. */
const placeholder = '00000000-0000-7000-8000-000000000000';

/** Bindings for a row of `media`: variants of a landscape picture, for SQL to put the id in. Nothing stands in a storage under these keys. */
export function pictureOf(use: ImageUse): { readonly variants: string; readonly placeholder: string; readonly blurhash: string } {
  const variants = imageVariants[use].map(({ name, width, height = Math.round((width ?? 0) * 0.75) }) => ({
    name,
    key: newObjectKey(use, placeholder, name),
    width,
    height,
  }));
  // The example of https://blurha.sh.
  return { variants: JSON.stringify(variants), placeholder, blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj' };
}

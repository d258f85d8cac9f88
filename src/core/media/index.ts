export { imageVariants, type ImageUse } from './image-variants.js';
export { CorruptImage, FileMissing, HeicUnsupported, ImageTooLarge, MediaNotFound, UnsupportedImage } from './media.errors.js';
export { assertObjectKey, checkedBaseUrl, newObjectKey } from './object-key.js';
export { ImageProcessor, type ImageVariant, type ProcessedImage } from './ports/image-processor.js';
export { ObjectStorage, type StoredObject } from './ports/object-storage.js';

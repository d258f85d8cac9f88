export { imageVariants, type ImageUse } from './image-variants.js';
export { isProfilePicture, keysOf, type Media, type MediaStatus, type MediaVariant, type ProfilePictureSlot } from './media.js';
export { MEDIA_DETACHED, PROFILE_CHANGED } from './media-events.js';
export {
  CorruptImage,
  FileMissing,
  HeicUnsupported,
  ImagesBusy,
  ImageTooLarge,
  MediaInUse,
  MediaNotFound,
  MediaStorageAway,
  PictureQuotaReached,
  UnsupportedImage,
} from './media.errors.js';
export { assertObjectKey, checkedBaseUrl, newObjectKey } from './object-key.js';
export { ImageProcessor, type ImageVariant, type ProcessedImage } from './ports/image-processor.js';
export { MediaRepository, type IdlePosition, type IdleQuery } from './ports/media-repository.js';
export { ObjectStorage, type StoredObject } from './ports/object-storage.js';
export { ProfilePictures, type ShownPictures } from './ports/profile-pictures.js';
export { ChangeProfilePicture } from './use-cases/change-profile-picture.js';
export { DeleteMedia } from './use-cases/delete-media.js';
export { DetachMedia } from './use-cases/detach-media.js';
export { RemoveDetachedMedia } from './use-cases/remove-detached-media.js';
export { SetProfilePicture } from './use-cases/set-profile-picture.js';
export { StoreImage, type ImageUpload } from './use-cases/store-image.js';
export { SweepOrphanMedia } from './use-cases/sweep-orphan-media.js';

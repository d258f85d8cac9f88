import { DomainError } from '../kernel/index.js';

/** There is no such file of the caller's. */
export class MediaNotFound extends DomainError {
  constructor() {
    super('MEDIA_NOT_FOUND', 'There is no such file of yours');
  }
}

/** `field`: the multipart field that should have held the file. */
export class FileMissing extends DomainError {
  constructor(field: string) {
    super('FILE_MISSING', `The field "${field}" holds no file`, { [field]: ['must be a file that is not empty'] });
  }
}

/** The bytes are not a picture of a format we take, whatever the name says. */
export class UnsupportedImage extends DomainError {
  constructor() {
    super('UNSUPPORTED_IMAGE', 'This is not a JPEG, PNG, WebP or GIF picture');
  }
}

/** HEIC, HEIF or AVIF: real pictures, told apart so that the client can say what to do. */
export class HeicUnsupported extends DomainError {
  constructor() {
    super('HEIC_UNSUPPORTED', 'HEIC pictures are not accepted; send JPEG, PNG, WebP or GIF');
  }
}

/** More pixels than allowed, by what the header of the file claims. */
export class ImageTooLarge extends DomainError {
  constructor(maxPixels: number) {
    super('IMAGE_TOO_LARGE', `The picture has more than ${maxPixels} pixels`);
  }
}

/** The file begins like a picture but cannot be read to its end. `cause`: what the decoder said, for the log only. */
export class CorruptImage extends DomainError {
  constructor(cause?: unknown) {
    super('CORRUPT_IMAGE', 'The picture is damaged or incomplete');
    if (cause !== undefined) this.cause = cause;
  }
}

/** Its owner keeps `most` pictures already. Those that were let go of do not count. */
export class PictureQuotaReached extends DomainError {
  constructor(most: number) {
    super('PICTURE_QUOTA_REACHED', `You keep ${most} pictures, as many as one may; delete some first`);
  }
}

/** More pictures wait to be decoded than can be held. */
export class ImagesBusy extends DomainError {
  constructor() {
    super('SERVICE_UNAVAILABLE', 'Too many pictures are being worked on; try again in a moment');
  }
}

/** Attached to a post or a listing: taken out there, so that neither is left with a hole. */
export class MediaInUse extends DomainError {
  constructor() {
    super('MEDIA_IN_USE', 'The picture belongs to a post or listing; take it out there');
  }
}

/** The object storage refused or did not answer. `cause`: what it said, for the log only. */
export class MediaStorageAway extends DomainError {
  constructor(cause: unknown) {
    super('SERVICE_UNAVAILABLE', 'Pictures cannot be stored at the moment; try again shortly');
    this.cause = cause;
  }
}

import { type Clock, DomainError, type IdGenerator } from '../../kernel/index.js';
import type { ErrorTracker } from '../../observability/index.js';
import { type ImageUse, imageVariants } from '../image-variants.js';
import { keysOf, type Media, type MediaVariant } from '../media.js';
import { MediaStorageAway, PictureQuotaReached } from '../media.errors.js';
import { newObjectKey } from '../object-key.js';
import type { ImageProcessor, ProcessedImage } from '../ports/image-processor.js';
import type { MediaRepository } from '../ports/media-repository.js';
import type { ObjectStorage } from '../ports/object-storage.js';

const CONTENT_TYPE = 'image/webp';

export interface ImageUpload {
  /** Path of the uploaded file; it is read, never removed. */
  readonly file: string;
  readonly ownerId: string;
  readonly use: ImageUse;
}

/**
 * Turns an uploaded file into stored pictures. The result is `pending`: whoever shows it calls `MediaRepository.attach(id, at)` in the
 * transaction that refers to it; what nobody attaches within a day is swept away.
 *
 * Not to be called inside a transaction: the row must be committed before the first object is written.
 */
export class StoreImage {
  constructor(
    private readonly images: ImageProcessor,
    private readonly media: MediaRepository,
    private readonly storage: ObjectStorage,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    private readonly errors: ErrorTracker,
    /** How many pictures a person may keep. */
    private readonly picturesPerPerson: number,
  ) {}

  /**
   * Throws UNSUPPORTED_IMAGE, HEIC_UNSUPPORTED, IMAGE_TOO_LARGE, CORRUPT_IMAGE, PICTURE_QUOTA_REACHED, and SERVICE_UNAVAILABLE when the
   * storage is away or too many pictures wait.
   */
  async execute({ file, ownerId, use }: ImageUpload): Promise<Media> {
    const image = await this.images.process(file, imageVariants[use]);
    const media = this.pending(image, ownerId, use);
    if (!(await this.media.insert(media, this.picturesPerPerson))) throw new PictureQuotaReached(this.picturesPerPerson);
    try {
      for (const { name, body } of image.variants) await this.storage.put(newObjectKey(use, media.id, name), body, CONTENT_TYPE);
      return media;
    } catch (error) {
      await this.withdraw(media);
      throw error instanceof TypeError || error instanceof DomainError ? error : new MediaStorageAway(error);
    }
  }

  private pending({ variants, blurhash }: ProcessedImage, ownerId: string, use: ImageUse): Media {
    const id = this.ids.next();
    const [first, ...rest] = variants.map(({ name, width, height }): MediaVariant => ({
      name,
      key: newObjectKey(use, id, name),
      width,
      height,
    }));
    if (!first) throw new Error(`No picture was made for the use ${use}`);
    const now = this.clock.now();
    return { id, ownerId, use, status: 'pending', variants: [first, ...rest], blurhash, createdAt: now, updatedAt: now };
  }

  /**
   * Removes what was stored so far. The row stays, as detached, until the sweep has deleted the keys once more: a `put` that was given up
   * for being slow may still arrive. When even this fails, the row is pending and the sweep finds it as well.
   */
  private async withdraw(media: Media): Promise<void> {
    try {
      await this.media.detach(media.id, this.clock.now());
      await this.storage.delete(keysOf(media));
    } catch (error) {
      this.errors.capture(error, { mediaId: media.id, action: 'withdraw a picture that could not be stored' });
    }
  }
}

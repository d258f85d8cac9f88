import type { ImageUse } from './image-variants.js';

/** `pending`: files may exist, nobody shows them. `attached`: in use. `detached`: its files are to be removed. */
export type MediaStatus = 'pending' | 'attached' | 'detached';

/** One stored file of a picture; `width` and `height` in pixels, as it was made. */
export interface MediaVariant {
  readonly name: string;
  readonly key: string;
  readonly width: number;
  readonly height: number;
}

/**
 * A picture and every object that belongs to it. The row is there before the first object and goes after the last one, so whatever
 * crashes, no object is ever without a row that knows its key.
 */
export interface Media {
  readonly id: string;
  /** `null` once the owner's account is gone. */
  readonly ownerId: string | null;
  readonly use: ImageUse;
  readonly status: MediaStatus;
  /** The first is the main one. */
  readonly variants: readonly [MediaVariant, ...MediaVariant[]];
  readonly blurhash: string;
  readonly createdAt: Date;
  /** Last change of status. */
  readonly updatedAt: Date;
}

/** Which picture of a profile; at the same time what it is made for. */
export type ProfilePictureSlot = Extract<ImageUse, 'avatar' | 'cover'>;

export const isProfilePicture = (use: ImageUse): use is ProfilePictureSlot => use === 'avatar' || use === 'cover';

export const keysOf = (media: Media): string[] => media.variants.map(({ key }) => key);

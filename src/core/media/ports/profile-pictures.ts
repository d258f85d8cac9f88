import type { ProfilePictureSlot } from '../media.js';

/** Ids of the pictures that a profile shows. */
export type ShownPictures = Readonly<Record<ProfilePictureSlot, string | null>>;

/** Which pictures a person's profile shows. For use inside a transaction. */
export abstract class ProfilePictures {
  /**
   * What the profile shows, `undefined` for an unknown person. The person stays locked until the transaction ends: of several changes at
   * once, each sees what the one before it set.
   */
  abstract lock(userId: string): Promise<ShownPictures | undefined>;
  /** Shows this picture, or none; the other slot stays as it is. The profile counts as changed at `at`. Unknown persons are no error. */
  abstract show(userId: string, slot: ProfilePictureSlot, mediaId: string | null, at: Date): Promise<void>;
}

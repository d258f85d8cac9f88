import type { ProfilePictureSlot } from '../media.js';
import type { ChangeProfilePicture } from './change-profile-picture.js';
import type { StoreImage } from './store-image.js';

export class SetProfilePicture {
  constructor(
    private readonly store: StoreImage,
    private readonly change: ChangeProfilePicture,
  ) {}

  /** `file`: path of the uploaded file. Throws what StoreImage throws; the profile then shows what it showed before. */
  async execute(userId: string, slot: ProfilePictureSlot, file: string): Promise<void> {
    const { id } = await this.store.execute({ file, ownerId: userId, use: slot });
    await this.change.execute(userId, slot, id);
  }
}

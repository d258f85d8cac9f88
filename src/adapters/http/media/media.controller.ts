import { inject } from 'inversify';
import { controller, httpDelete, httpPatch } from 'inversify-express-utils';
import type { ErrorCode } from '../../../core/kernel/index.js';
import {
  ChangeProfilePicture,
  DeleteMedia,
  FileMissing,
  ObjectStorage,
  type ProfilePictureSlot,
  SetProfilePicture,
} from '../../../core/media/index.js';
import { GetOwnProfile } from '../../../core/profiles/index.js';
import type { MemberCall } from '../call.js';
import { type Answer, endpoint } from '../endpoint.js';
import { presentUser, type UserView } from '../profiles/user.presenter.js';
import { mediaIdParams, type MediaIdParams } from './media.schemas.js';

const maxBytes = 5 * 1024 * 1024;
const oneFile = (field: ProfilePictureSlot) => ({ field, maxFiles: 1, maxBytes });
const user: Answer = { status: 200, shape: 'one', schema: 'User' };
const pictureErrors: readonly ErrorCode[] = [
  'FILE_MISSING',
  'UNSUPPORTED_IMAGE',
  'HEIC_UNSUPPORTED',
  'IMAGE_TOO_LARGE',
  'CORRUPT_IMAGE',
  'PICTURE_QUOTA_REACHED',
  'USER_NOT_FOUND',
];

@controller('/media')
export class MediaController {
  constructor(
    @inject(SetProfilePicture) private readonly setPicture: SetProfilePicture,
    @inject(ChangeProfilePicture) private readonly changePicture: ChangeProfilePicture,
    @inject(DeleteMedia) private readonly deleteMedia: DeleteMedia,
    @inject(GetOwnProfile) private readonly ownProfile: GetOwnProfile,
    @inject(ObjectStorage) private readonly storage: ObjectStorage,
  ) {}

  /**
   * @openapi
   * /media/avatar:
   *   patch:
   *     operationId: setAvatar
   *     tags: [Media]
   *     summary: Set the avatar
   *     description: >-
   *       One JPEG, PNG, WebP or GIF of at most 5 MB and 50 million pixels. It is turned upright, cropped to 200 x 200 and stored as WebP
   *       without any metadata. `avatarUrl` changes with each picture; the old file goes shortly after.
   */
  @httpPatch('/avatar')
  @endpoint({ access: 'member', upload: oneFile('avatar'), limit: 'upload', answer: user, errors: pictureErrors })
  setAvatar(call: MemberCall): Promise<UserView> {
    return this.set(call, 'avatar');
  }

  /**
   * @openapi
   * /media/avatar:
   *   delete:
   *     operationId: removeAvatar
   *     tags: [Media]
   *     summary: Remove the avatar
   *     description: Answers 200 as well when there is none.
   */
  @httpDelete('/avatar')
  @endpoint({ access: 'member', answer: user, errors: ['USER_NOT_FOUND'] })
  removeAvatar(call: MemberCall): Promise<UserView> {
    return this.clear(call, 'avatar');
  }

  /**
   * @openapi
   * /media/cover:
   *   patch:
   *     operationId: setCover
   *     tags: [Media]
   *     summary: Set the cover picture
   *     description: >-
   *       One JPEG, PNG, WebP or GIF of at most 5 MB and 50 million pixels. It is turned upright, cropped to 1200 x 400 and stored as WebP
   *       without any metadata. `coverUrl` changes with each picture; the old file goes shortly after.
   */
  @httpPatch('/cover')
  @endpoint({ access: 'member', upload: oneFile('cover'), limit: 'upload', answer: user, errors: pictureErrors })
  setCover(call: MemberCall): Promise<UserView> {
    return this.set(call, 'cover');
  }

  /**
   * @openapi
   * /media/cover:
   *   delete:
   *     operationId: removeCover
   *     tags: [Media]
   *     summary: Remove the cover picture
   *     description: Answers 200 as well when there is none.
   */
  @httpDelete('/cover')
  @endpoint({ access: 'member', answer: user, errors: ['USER_NOT_FOUND'] })
  removeCover(call: MemberCall): Promise<UserView> {
    return this.clear(call, 'cover');
  }

  /**
   * @openapi
   * /media/{id}:
   *   delete:
   *     operationId: deleteMedia
   *     tags: [Media]
   *     summary: Delete a picture of one's own
   *     description: >-
   *       A profile that shows it then shows none. A picture in a post or listing is taken out there (409). The files go shortly after.
   */
  @httpDelete('/:id')
  @endpoint({
    access: 'member',
    params: mediaIdParams,
    answer: { status: 200, shape: 'nothing' },
    errors: ['MEDIA_NOT_FOUND', 'MEDIA_IN_USE'],
  })
  async delete({ actor, params }: MemberCall<MediaIdParams>): Promise<void> {
    await this.deleteMedia.execute(actor.userId, params.id);
  }

  private async set({ actor, files: [file] }: MemberCall, slot: ProfilePictureSlot): Promise<UserView> {
    if (!file || file.bytes === 0) throw new FileMissing(slot);
    await this.setPicture.execute(actor.userId, slot, file.path);
    return this.user(actor.userId);
  }

  private async clear({ actor }: MemberCall, slot: ProfilePictureSlot): Promise<UserView> {
    await this.changePicture.execute(actor.userId, slot, null);
    return this.user(actor.userId);
  }

  private async user(userId: string): Promise<UserView> {
    return presentUser(await this.ownProfile.execute(userId), this.storage);
  }
}

import { ProfilePictures, type ProfilePictureSlot, type ShownPictures } from '../../../core/media/index.js';
import type { KnexSession } from '../knex-session.js';

const columnOf: Readonly<Record<ProfilePictureSlot, string>> = { avatar: 'avatar_id', cover: 'cover_id' };

export class KnexProfilePictures extends ProfilePictures {
  constructor(private readonly session: KnexSession) {
    super();
  }

  /** NO KEY: rows that refer to the person (a post, a follow) can still be written meanwhile. */
  override async lock(userId: string): Promise<ShownPictures | undefined> {
    return this.session
      .db('users')
      .where({ id: userId })
      .forNoKeyUpdate()
      .first<ShownPictures | undefined>({ avatar: columnOf.avatar, cover: columnOf.cover });
  }

  override async show(userId: string, slot: ProfilePictureSlot, mediaId: string | null, at: Date): Promise<void> {
    await this.session
      .db('users')
      .where({ id: userId })
      .update({ [columnOf[slot]]: mediaId, updated_at: at });
  }
}

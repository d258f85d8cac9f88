import type { AuditTrail } from '../../audit/index.js';
import type { Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { isProfilePicture } from '../media.js';
import { PROFILE_CHANGED } from '../media-events.js';
import { MediaInUse, MediaNotFound } from '../media.errors.js';
import type { MediaRepository } from '../ports/media-repository.js';
import type { ProfilePictures } from '../ports/profile-pictures.js';
import { pictureChanged } from '../picture-audit.js';
import type { DetachMedia } from './detach-media.js';

/** A person deletes a picture of his own; a profile that shows it then shows none. */
export class DeleteMedia {
  constructor(
    private readonly media: MediaRepository,
    private readonly pictures: ProfilePictures,
    private readonly detach: DetachMedia,
    private readonly events: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws MEDIA_NOT_FOUND for an unknown, deleted or somebody else's picture, MEDIA_IN_USE for one in a post or listing. */
  async execute(userId: string, mediaId: string): Promise<void> {
    await this.transactions.run(async () => {
      const media = await this.media.find(mediaId);
      if (!media || media.ownerId !== userId) throw new MediaNotFound();
      if (isProfilePicture(media.use)) {
        const shown = await this.pictures.lock(userId);
        if (shown?.[media.use] === mediaId) {
          await this.pictures.show(userId, media.use, null, this.clock.now());
          await this.events.record(PROFILE_CHANGED, { userId, changed: [media.use] });
          await this.trail.record(pictureChanged(userId, media.use, mediaId, null));
        }
      } else if (media.status === 'attached') throw new MediaInUse();
      if ((await this.detach.execute([mediaId])) === 0) throw new MediaNotFound();
    });
  }
}

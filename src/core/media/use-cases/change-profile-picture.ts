import type { AuditTrail } from '../../audit/index.js';
import type { Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { ProfilePictureSlot } from '../media.js';
import { PROFILE_CHANGED } from '../media-events.js';
import { MediaNotFound } from '../media.errors.js';
import type { MediaRepository } from '../ports/media-repository.js';
import type { ProfilePictures } from '../ports/profile-pictures.js';
import { pictureChanged } from '../picture-audit.js';
import type { DetachMedia } from './detach-media.js';

/** Shows a stored picture on a profile, or none. The picture before it is let go of in the same transaction. */
export class ChangeProfilePicture {
  constructor(
    private readonly pictures: ProfilePictures,
    private readonly media: MediaRepository,
    private readonly detach: DetachMedia,
    private readonly events: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** `mediaId` must be pending (MEDIA_NOT_FOUND otherwise). Taking away a picture where there is none changes nothing, nor does a person who is gone. */
  async execute(userId: string, slot: ProfilePictureSlot, mediaId: string | null): Promise<void> {
    await this.transactions.run(async () => {
      const shown = await this.pictures.lock(userId);
      if (!shown || shown[slot] === mediaId) return;
      const previousId = shown[slot];
      const now = this.clock.now();
      if (mediaId !== null && !(await this.media.attach(mediaId, now))) throw new MediaNotFound();
      await this.pictures.show(userId, slot, mediaId, now);
      if (previousId !== null) await this.detach.execute([previousId]);
      await this.events.record(PROFILE_CHANGED, { userId, changed: [slot] });
      await this.trail.record(pictureChanged(userId, slot, previousId, mediaId));
    });
  }
}

import type { Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import { MEDIA_DETACHED } from '../media-events.js';
import type { MediaRepository } from '../ports/media-repository.js';

/** Lets go of pictures that nobody shows any more. Joins the caller's transaction; the files go after its commit. */
export class DetachMedia {
  constructor(
    private readonly media: MediaRepository,
    private readonly events: EventOutbox,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
  ) {}

  /** Answers how many were let go by this call; detached and unknown ones are passed over. */
  execute(ids: readonly string[]): Promise<number> {
    return this.transactions.run(async () => {
      let detached = 0;
      for (const mediaId of ids) {
        if (!(await this.media.detach(mediaId, this.clock.now()))) continue;
        await this.events.record(MEDIA_DETACHED, { mediaId });
        detached += 1;
      }
      return detached;
    });
  }
}

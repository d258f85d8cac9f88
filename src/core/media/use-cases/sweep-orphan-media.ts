import type { RecurringJob } from '../../background/index.js';
import type { Clock } from '../../kernel/index.js';
import type { ErrorTracker } from '../../observability/index.js';
import { keysOf, type Media } from '../media.js';
import type { IdlePosition, MediaRepository } from '../ports/media-repository.js';
import type { ObjectStorage } from '../ports/object-storage.js';

const HOUR_MS = 3_600_000;
/** An upload that nobody attached by then never will be. */
const PENDING_MS = 24 * HOUR_MS;
/** By then the event has long removed it, unless the storage was away. */
const DETACHED_MS = HOUR_MS;
const BATCH = 50;
const MAX_BATCHES = 20;
/** So many failures in a row mean that the storage is away: the rest waits for the next hour. */
const MAX_FAILURES_IN_A_ROW = 10;

/**
 * Removes pictures that nobody attached and what was left of detached ones: the objects, then the row. A picture that cannot be removed
 * does not stop the others and comes up again later. At most 1000 a run.
 */
export class SweepOrphanMedia implements RecurringJob {
  readonly name = 'sweep-orphan-media';
  readonly everySeconds = 3600;

  constructor(
    private readonly media: MediaRepository,
    private readonly storage: ObjectStorage,
    private readonly clock: Clock,
    private readonly errors: ErrorTracker,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const pendingBefore = new Date(now.getTime() - PENDING_MS);
    const detachedBefore = new Date(now.getTime() - DETACHED_MS);
    let after: IdlePosition | undefined;
    let failuresInARow = 0;
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      const found = await this.media.idle({ pendingBefore, detachedBefore, limit: BATCH, ...(after ? { after } : {}) });
      for (const media of found) {
        failuresInARow = (await this.remove(media, now)) ? 0 : failuresInARow + 1;
        if (failuresInARow >= MAX_FAILURES_IN_A_ROW) return;
      }
      after = found.at(-1);
      if (found.length < BATCH) return;
    }
  }

  /** False when it failed. Another process that was faster is no failure. */
  private async remove(media: Media, now: Date): Promise<boolean> {
    try {
      if (!(await this.media.claim(media, now))) return true;
      await this.storage.delete(keysOf(media));
      await this.media.remove(media.id);
      return true;
    } catch (error) {
      this.errors.capture(error, { mediaId: media.id, job: this.name });
      return false;
    }
  }
}

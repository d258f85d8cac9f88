import type { RecurringJob } from '../../background/index.js';
import type { Clock } from '../../kernel/index.js';
import type { NotificationRepository } from '../ports/notification-repository.js';

const KEPT_MS = 90 * 86_400_000;
const BATCH = 1_000;
const MAX_BATCHES = 50;

/** Removes notifications that are older than 90 days, the dismissed too. At most 50,000 a run, in small steps that hold up nobody. */
export class PurgeNotifications implements RecurringJob {
  readonly name = 'notifications.purge';
  readonly everySeconds = 3_600;

  constructor(
    private readonly notifications: NotificationRepository,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_MS);
    for (let batch = 0; batch < MAX_BATCHES; batch += 1) {
      if ((await this.notifications.removeOlderThan(before, BATCH)) < BATCH) return;
    }
  }
}

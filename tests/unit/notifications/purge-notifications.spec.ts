import { expect } from 'chai';
import { NotificationRepository, PurgeNotifications } from '../../../src/core/notifications/index.js';
import { FakeClock } from '../../support/fake-clock.js';

/** Has so many old ones, and notes what it is asked. */
class OldNotifications extends NotificationRepository {
  readonly asked: { before: Date; limit: number }[] = [];

  constructor(private left: number) {
    super();
  }

  override markRead(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override markAllRead(): Promise<void> {
    return Promise.resolve();
  }

  override dismiss(): Promise<boolean> {
    return Promise.resolve(false);
  }

  override removeOlderThan(before: Date, limit: number): Promise<number> {
    this.asked.push({ before, limit });
    const removed = Math.min(limit, this.left);
    this.left -= removed;
    return Promise.resolve(removed);
  }
}

describe('PurgeNotifications', () => {
  const run = async (old: number): Promise<OldNotifications> => {
    const notifications = new OldNotifications(old);
    await new PurgeNotifications(notifications, new FakeClock('2026-04-01T00:00:00.000Z')).run();
    return notifications;
  };

  it('removes in steps what is older than 90 days, until a step finds less than it may take', async () => {
    const { asked } = await run(2_500);
    expect(asked).to.deep.equal(
      Array.from({ length: 3 }, () => ({ before: new Date('2026-01-01T00:00:00.000Z'), limit: 1_000 })),
    );
  });

  it('stops after 50 steps: the rest waits for the next time', async () => {
    expect((await run(1_000_000)).asked).to.have.length(50);
  });
});

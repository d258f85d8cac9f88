import { expect } from 'chai';
import type { NotificationRepository } from '../../src/core/notifications/index.js';
import type { Told } from './notification-reader.contract.js';
import type { PeopleWorld } from './people-world.js';

export interface NotificationRepositoryHarness extends PeopleWorld {
  make(): NotificationRepository;
  /** The id of a notification made without the port under test. */
  told(notification: Told): Promise<string>;
  /** `undefined` when it is not there. */
  find(id: string): Promise<{ readAt: Date | null; dismissedAt: Date | null } | undefined>;
}

/** Older than anything else in the database. */
const after = (seconds: number): Date => new Date(Date.UTC(2020, 0, 2, 0, 0, seconds));

/** What every NotificationRepository promises (src/core/notifications/ports/notification-repository.ts). */
export function notificationRepositoryContract(harness: NotificationRepositoryHarness): void {
  describe('NotificationRepository contract', () => {
    let repository: NotificationRepository;
    let me: string;
    let other: string;
    before(() => {
      repository = harness.make();
    });
    beforeEach(async () => {
      [me, other] = [await harness.person(), await harness.person()];
    });
    const told = async (change: Partial<Told> = {}): Promise<string> =>
      harness.told({ recipientId: me, actorId: await harness.person(), type: 'NEW_FOLLOWER', ...change });

    it('marks one as read; the time of the first reading stays', async () => {
      const id = await told();
      expect(await repository.markRead(id, me, after(1))).to.equal(true);
      expect(await repository.markRead(id, me, after(2))).to.equal(true);
      expect(await harness.find(id)).to.deep.equal({ readAt: after(1), dismissedAt: null });
    });

    it('marks and dismisses nothing of somebody else, nothing dismissed, and none that is not there', async () => {
      const [theirs, gone] = [await told({ recipientId: other }), await told()];
      expect(await repository.dismiss(gone, me, after(1))).to.equal(true);
      for (const id of [theirs, gone, harness.unknownId()]) {
        expect(await repository.markRead(id, me, after(2))).to.equal(false);
        expect(await repository.dismiss(id, me, after(2))).to.equal(false);
      }
      expect(await harness.find(theirs)).to.deep.equal({ readAt: null, dismissedAt: null });
      expect(await harness.find(gone)).to.deep.equal({ readAt: null, dismissedAt: after(1) });
    });

    it('marks all as read: those that are unread, of nobody else', async () => {
      const [unread, read, theirs] = [await told(), await told(), await told({ recipientId: other })];
      await repository.markRead(read, me, after(1));
      await repository.markAllRead(me, after(2));
      await repository.markAllRead(me, after(3));
      expect((await harness.find(unread))?.readAt).to.deep.equal(after(2));
      expect((await harness.find(read))?.readAt).to.deep.equal(after(1));
      expect((await harness.find(theirs))?.readAt).to.equal(null);
    });

    it('removes old ones, the dismissed too, the oldest first and no more than asked for', async () => {
      const made: string[] = [];
      for (const second of [3, 1, 2, 4]) made.push(await told({ at: after(second), dismissed: second === 1 }));
      const left = async (): Promise<boolean[]> => {
        const found = await Promise.all(made.map((id) => harness.find(id)));
        return found.map((notification) => notification !== undefined);
      };
      expect(await repository.removeOlderThan(after(1), 10)).to.equal(0);
      expect(await repository.removeOlderThan(after(4), 2)).to.equal(2);
      expect(await left()).to.deep.equal([true, false, false, true]);
      expect(await repository.removeOlderThan(after(4), 2)).to.equal(1);
      expect(await left()).to.deep.equal([false, false, false, true]);
      expect(await repository.removeOlderThan(after(4), 2)).to.equal(0);
    });
  });
}

import { expect } from 'chai';
import { type NotificationPreferences, toldTypes } from '../../src/core/notifications/index.js';
import type { PeopleWorld } from './people-world.js';

export interface NotificationPreferencesHarness extends PeopleWorld {
  make(): NotificationPreferences;
}

const all = (value: boolean): Record<string, boolean> => Object.fromEntries(toldTypes.map((type) => [type, value]));

/** What every NotificationPreferences promises (src/core/notifications/ports/notification-preferences.ts). */
export function notificationPreferencesContract(harness: NotificationPreferencesHarness): void {
  describe('NotificationPreferences contract', () => {
    let preferences: NotificationPreferences;
    let me: string;
    before(() => {
      preferences = harness.make();
    });
    beforeEach(async () => {
      me = await harness.person();
    });

    it('are all on for those who have said nothing', async () => {
      expect(await preferences.find(me)).to.deep.equal(all(true));
      await preferences.change(me, {});
      expect(await preferences.find(me)).to.deep.equal(all(true));
    });

    it('change type by type, of one person; types left out stay', async () => {
      await preferences.change(me, { POST_LIKE: false, MENTION: false });
      expect(await preferences.find(me)).to.deep.equal({ ...all(true), POST_LIKE: false, MENTION: false });
      await preferences.change(me, { MENTION: true, NEW_FOLLOWER: true, POST_LIKE: undefined });
      expect(await preferences.find(me)).to.deep.equal({ ...all(true), POST_LIKE: false });
      expect(await preferences.find(await harness.person())).to.deep.equal(all(true));
    });

    it('can be changed many times at once', async () => {
      const forwards = Object.fromEntries(toldTypes.map((type) => [type, false]));
      const backwards = Object.fromEntries([...toldTypes].reverse().map((type) => [type, false]));
      await Promise.all(Array.from({ length: 20 }, (_, i) => preferences.change(me, i % 2 === 0 ? forwards : backwards)));
      expect(await preferences.find(me)).to.deep.equal(all(false));
    });
  });
}

import { expect } from 'chai';
import type { CommunityStatsReader } from '../../src/core/stats/index.js';
import type { PeopleWorld } from './people-world.js';

export interface CommunityStatsHarness extends PeopleWorld {
  make(): CommunityStatsReader;
  post(
    authorId: string,
    at: Date,
    wishes?: { visibility?: 'PUBLIC' | 'FOLLOWERS' | 'PRIVATE'; deleted?: boolean },
  ): Promise<void>;
}

/** What every CommunityStatsReader promises (src/core/stats/ports/community-stats-reader.ts). */
export function communityStatsReaderContract(harness: CommunityStatsHarness): void {
  describe('CommunityStatsReader contract', () => {
    const day = new Date('2026-02-01T20:00:00.000Z');
    const at = (seconds: number): Date => new Date(day.getTime() + seconds * 1_000);

    it('counts people who are verified and not banned at that moment', async () => {
      const reader = harness.make();
      const before = await reader.countUsers(harness.now());
      await harness.person();
      await harness.person({ verified: false });
      await harness.person({ bannedUntil: null });
      await harness.person({ bannedUntil: new Date(harness.now().getTime() + 1_000) });
      await harness.person({ bannedUntil: harness.now() });
      expect((await reader.countUsers(harness.now())) - before).to.equal(2);
    });

    it('counts live public posts from that moment on', async () => {
      const reader = harness.make();
      const author = await harness.person();
      await harness.post(author, at(-0.001));
      await harness.post(author, at(0));
      await harness.post(author, at(3_600));
      await harness.post(author, at(10), { visibility: 'FOLLOWERS' });
      await harness.post(author, at(10), { visibility: 'PRIVATE' });
      await harness.post(author, at(10), { deleted: true });
      expect(await reader.countPosts(day)).to.equal(2);
      expect(await reader.countPosts(at(1))).to.equal(1);
    });
  });
}

import { expect } from 'chai';
import type { ProfileReader } from '../../src/core/profiles/index.js';
import type { PeopleWorld } from './people-world.js';

export interface ProfileReaderHarness extends PeopleWorld {
  make(): ProfileReader;
}

/** What every ProfileReader promises (src/core/profiles/ports/profile-reader.ts). */
export function profileReaderContract(harness: ProfileReaderHarness): void {
  describe('ProfileReader contract', () => {
    const nothing = { isFollowing: false, isFollowedBy: false, isBlocked: false, isBlockedBy: false };

    it('finds by id, and by username in any letter case, without e-mail and phone', async () => {
      const id = await harness.person({ username: 'Reader_Case', fullName: 'ნინო', bio: 'hello' });
      for (const person of [{ id }, { username: 'reader_case' }, { username: 'READER_CASE' }]) {
        const seen = await harness.make().find(person, undefined);
        expect(seen?.profile).to.include({ id, username: 'Reader_Case', fullName: 'ნინო', bio: 'hello', isVerified: true });
        expect(seen?.profile).to.not.have.any.keys('email', 'phone');
        expect(seen?.relation).to.deep.equal(nothing);
      }
    });

    it('finds nothing for the unknown, and for letters that only become a username in lower case', async () => {
      await harness.person({ username: 'kelvin_k' });
      const reader = harness.make();
      expect(await reader.find({ id: harness.unknownId() }, undefined)).to.equal(undefined);
      for (const username of ['nobody_at_all', '', '%', '\u212Aelvin_k']) {
        expect(await reader.find({ username }, undefined), username).to.equal(undefined);
      }
    });

    it("tells what stands between the viewer and the person, from the viewer's side", async () => {
      const [me, other] = [await harness.person(), await harness.person()];
      const reader = harness.make();
      await harness.follow(me, other);
      expect((await reader.find({ id: other }, me))?.relation).to.deep.equal({ ...nothing, isFollowing: true });
      expect((await reader.find({ id: me }, other))?.relation).to.deep.equal({ ...nothing, isFollowedBy: true });
      expect((await reader.find({ id: other }, other))?.relation).to.deep.equal(nothing);
      await harness.block(me, other);
      expect((await reader.find({ id: other }, me))?.relation).to.include({ isBlocked: true, isBlockedBy: false });
    });

    it('hides a person from whom he blocked, not from guests', async () => {
      const [me, other] = [await harness.person(), await harness.person()];
      await harness.block(other, me);
      expect(await harness.make().find({ id: other }, me)).to.equal(undefined);
      expect(await harness.make().find({ id: other }, undefined)).to.not.equal(undefined);
    });

    it('hides the unverified and the banned from everybody but themselves, the banned until the very moment their ban ends', async () => {
      const viewer = await harness.person();
      const now = harness.now();
      const hidden = [
        await harness.person({ verified: false }),
        await harness.person({ bannedUntil: null }),
        await harness.person({ bannedUntil: new Date(now.getTime() + 1) }),
      ];
      const reader = harness.make();
      for (const id of hidden) {
        expect(await reader.find({ id }, viewer)).to.equal(undefined);
        expect(await reader.find({ id }, undefined)).to.equal(undefined);
        expect((await reader.find({ id }, id))?.profile.id).to.equal(id);
      }
      const free = await harness.person({ bannedUntil: now });
      expect((await reader.find({ id: free }, viewer))?.profile.id).to.equal(free);
    });
  });
}

import { expect } from 'chai';
import type { OwnProfileReader } from '../../src/core/profiles/index.js';
import type { PeopleWorld } from './people-world.js';

export interface OwnProfileReaderHarness extends PeopleWorld {
  make(): OwnProfileReader;
  emailOf(id: string): string;
}

/** What every OwnProfileReader promises (src/core/profiles/ports/own-profile-reader.ts). */
export function ownProfileReaderContract(harness: OwnProfileReaderHarness): void {
  describe('OwnProfileReader contract', () => {
    it('gives everything the person may read about himself', async () => {
      const id = await harness.person({ username: 'Own_Profile', fullName: 'ნინო', bio: 'hello' });
      const profile = await harness.make().find(id);
      expect(profile).to.deep.include({
        id,
        username: 'Own_Profile',
        fullName: 'ნინო',
        bio: 'hello',
        email: harness.emailOf(id),
        phone: '+995599000000',
        location: null,
        avatarKey: null,
        coverKey: null,
        role: 'USER',
        isVerified: true,
        followersCount: 0,
        followingCount: 0,
        postsCount: 0,
      });
      expect(profile?.createdAt).to.be.instanceOf(Date);
      expect(profile?.updatedAt).to.be.instanceOf(Date);
    });

    it('gives a person who is not verified, and nothing for an unknown id', async () => {
      expect(await harness.make().find(await harness.person({ verified: false }))).to.include({ isVerified: false });
      expect(await harness.make().find(harness.unknownId())).to.equal(undefined);
    });
  });
}

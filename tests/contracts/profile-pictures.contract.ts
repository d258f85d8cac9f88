import { expect } from 'chai';
import type { ProfilePictures } from '../../src/core/media/index.js';

export interface ProfilePicturesHarness {
  make(): Promise<ProfilePictures>;
  newPerson(): Promise<string>;
  /** The id of a stored picture. */
  newPicture(): Promise<string>;
  unknownId(): string;
  inTransaction<T>(work: () => Promise<T>): Promise<T>;
  /** When the profile counts as last changed. */
  changedAt(userId: string): Promise<Date>;
}

const at = new Date('2026-03-01T12:00:00.123Z');

/** What every ProfilePictures promises (src/core/media/ports/profile-pictures.ts). */
export function profilePicturesContract(harness: ProfilePicturesHarness): void {
  describe('ProfilePictures contract', () => {
    let pictures: ProfilePictures;
    let person: string;
    beforeEach(async () => {
      pictures = await harness.make();
      person = await harness.newPerson();
    });

    it('a profile shows nothing at first, and then what it was told, slot by slot', async () => {
      expect(await pictures.lock(person)).to.deep.equal({ avatar: null, cover: null });
      const [avatar, cover] = [await harness.newPicture(), await harness.newPicture()];
      await pictures.show(person, 'avatar', avatar, at);
      expect(await pictures.lock(person)).to.deep.equal({ avatar, cover: null });
      await pictures.show(person, 'cover', cover, at);
      await pictures.show(person, 'avatar', null, at);
      expect(await pictures.lock(person)).to.deep.equal({ avatar: null, cover });
    });

    it('a change counts as one of the profile, and only of that profile', async () => {
      const other = await harness.newPerson();
      const before = await harness.changedAt(other);
      await pictures.show(person, 'cover', await harness.newPicture(), at);
      expect(await harness.changedAt(person)).to.deep.equal(at);
      expect(await harness.changedAt(other)).to.deep.equal(before);
      expect(await pictures.lock(other)).to.deep.equal({ avatar: null, cover: null });
    });

    it('an unknown person shows nothing, and is no error', async () => {
      expect(await pictures.lock(harness.unknownId())).to.equal(undefined);
      await pictures.show(harness.unknownId(), 'avatar', null, at);
    });

    it('of ten changes at once each sees what the one before it set: every picture but the last is replaced once', async () => {
      const ids = await Promise.all(Array.from({ length: 10 }, () => harness.newPicture()));
      const replaced = await Promise.all(
        ids.map((id) =>
          harness.inTransaction(async () => {
            const shown = await pictures.lock(person);
            await pictures.show(person, 'avatar', id, at);
            return shown?.avatar;
          }),
        ),
      );
      const last = (await pictures.lock(person))?.avatar;
      expect(replaced.filter((id) => id === null)).to.have.length(1);
      expect([...replaced.filter((id) => id !== null), last].sort()).to.deep.equal([...ids].sort());
    });
  });
}

import { expect } from 'chai';
import { UsernameTaken } from '../../src/core/identity/index.js';
import type { ProfileFields, ProfileRepository } from '../../src/core/profiles/index.js';
import { rejection } from '../support/rejection.js';
import type { PeopleWorld } from './people-world.js';

export interface ProfileRepositoryHarness extends PeopleWorld {
  make(): ProfileRepository;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Whether a search for this text finds the person. */
  isFoundBy(text: string, id: string): Promise<boolean>;
}

/** What every ProfileRepository promises (src/core/profiles/ports/profile-repository.ts). */
export function profileRepositoryContract(harness: ProfileRepositoryHarness): void {
  describe('ProfileRepository contract', () => {
    let repository: ProfileRepository;
    before(() => {
      repository = harness.make();
    });
    const fields = (username: string): ProfileFields => ({ username, fullName: 'ᲜᲘᲜᲝ ბერიძე', bio: 'bio', location: null });
    const save = (id: string, wanted: ProfileFields): Promise<void> =>
      harness.transaction(() => repository.save(id, wanted, harness.now()));
    const read = (id: string): Promise<ProfileFields | undefined> => harness.transaction(() => repository.findForChange(id));

    it('gives back what was saved; nothing for an unknown id', async () => {
      const id = await harness.person();
      await save(id, fields('Saved_Name'));
      expect(await read(id)).to.deep.equal(fields('Saved_Name'));
      expect(await read(harness.unknownId())).to.equal(undefined);
    });

    it('makes the person found by what was saved, and no more by what was', async () => {
      const id = await harness.person({ username: 'former_name', fullName: 'Former' });
      await save(id, fields('Later_Name'));
      expect(await harness.isFoundBy('later_n', id)).to.equal(true);
      expect(await harness.isFoundBy('ნინო ბ', id)).to.equal(true);
      expect(await harness.isFoundBy('former', id)).to.equal(false);
    });

    it('refuses a username that somebody else has in any letter case, and changes nothing then', async () => {
      await harness.person({ username: 'Has_It' });
      const id = await harness.person({ username: 'wants_it' });
      expect(await rejection(save(id, fields('HAS_it')))).to.be.instanceOf(UsernameTaken);
      expect((await read(id))?.username).to.equal('wants_it');
      await save(id, fields('WANTS_IT'));
    });

    it('passes other failures on as they are', async () => {
      const id = await harness.person();
      const failure = await rejection(save(id, { ...fields('nul_bytes'), bio: 'a\0b' }));
      expect(failure).to.be.instanceOf(Error).and.not.instanceOf(UsernameTaken);
    });

    it('holds the fields until the transaction ends: changes made at once follow one another', async () => {
      const id = await harness.person();
      await save(id, { ...fields('counting'), bio: '0' });
      const addOne = (): Promise<void> =>
        harness.transaction(async () => {
          const now = await repository.findForChange(id);
          if (!now) throw new Error('the person is gone');
          await repository.save(id, { ...now, bio: String(Number(now.bio) + 1) }, harness.now());
        });
      await Promise.all(Array.from({ length: 10 }, addOne));
      expect((await read(id))?.bio).to.equal('10');
    });
  });
}

import { expect } from 'chai';
import type { ManagedPerson, PersonRegister } from '../../src/core/administration/index.js';
import type { PeopleWorld } from './people-world.js';

export interface PersonRegisterHarness extends PeopleWorld {
  make(): PersonRegister;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Every text that is kept of a person, the ids of his pictures included. */
  keptOf(id: string): Promise<string>;
}

const after = (from: Date, seconds: number): Date => new Date(from.getTime() + seconds * 1_000);

/** What every PersonRegister promises (src/core/administration/ports/person-register.ts). */
export function personRegisterContract(harness: PersonRegisterHarness): void {
  describe('PersonRegister contract', () => {
    let register: PersonRegister;
    let id: string;
    before(() => {
      register = harness.make();
    });
    beforeEach(async () => {
      id = await harness.person({ username: `reg_${harness.unknownId().slice(-12)}`, fullName: 'ნინო ბერიძე', bio: 'a rider' });
    });

    const held = (...ids: string[]): Promise<ManagedPerson[]> => harness.transaction(() => register.hold(ids));
    const one = async (): Promise<ManagedPerson | undefined> => (await held(id))[0];
    const ban = (until: Date | null): Promise<void> => register.ban(id, { at: harness.now(), until, reason: 'spam' });

    it('holds those who are there, and leaves out those who are not', async () => {
      const other = await harness.person();
      const found = await held(id, harness.unknownId(), other);
      expect(found.map((person) => person.id)).to.have.members([id, other]);
      expect(await one()).to.deep.equal({ id, role: 'USER', bannedAt: null, bannedUntil: null, pictureIds: [] });
      expect(await held(harness.unknownId())).to.deep.equal([]);
    });

    it('gives a role', async () => {
      await register.setRole(id, 'MODERATOR', harness.now());
      expect((await one())?.role).to.equal('MODERATOR');
    });

    it('bans in place of any ban before, and takes the ban away once', async () => {
      await ban(after(harness.now(), 60));
      await ban(null);
      expect(await one()).to.deep.include({ bannedAt: harness.now(), bannedUntil: null });
      expect([await register.unban(id), await register.unban(id)]).to.deep.equal([true, false]);
      expect(await one()).to.deep.include({ bannedAt: null, bannedUntil: null });
    });

    it('ends the bans whose time is over, so many at a time, and no other', async () => {
      while ((await register.endBans(harness.now(), 100)).length > 0);
      await ban(after(harness.now(), 1));
      const others = [
        await harness.person({ bannedUntil: null }),
        await harness.person({ bannedUntil: after(harness.now(), 3) }),
      ];
      expect(await register.endBans(harness.now(), 100)).to.deep.equal([]);
      const second = await harness.person({ bannedUntil: after(harness.now(), 1) });
      const first = await register.endBans(after(harness.now(), 1), 1);
      const rest = await register.endBans(after(harness.now(), 1), 100);
      expect([first.length, rest.length]).to.deep.equal([1, 1]);
      expect([...first, ...rest]).to.have.members([id, second]);
      expect((await one())?.bannedAt).to.equal(null);
      expect((await held(...others)).filter(({ bannedAt }) => bannedAt === null)).to.deep.equal([]);
    });

    it('keeps nothing of an account that is erased but the empty name, and does not know it any more', async () => {
      const words = ['ნინო ბერიძე', 'a rider', '+995599000000', `${id}@example.ge`];
      for (const word of words) expect(await harness.keptOf(id)).to.include(word);
      const left = { username: `gone_${id.slice(-12)}`, email: `${id}@nowhere.invalid`, verificationRef: harness.unknownId() };
      await register.erase(id, left, harness.now());
      const kept = await harness.keptOf(id);
      for (const word of words) expect(kept).to.not.include(word);
      expect(kept).to.include(left.username).and.include(left.email);
      expect(await one()).to.equal(undefined);
      await register.setRole(id, 'ADMIN', harness.now());
      expect(await register.unban(id)).to.equal(false);
      expect(await harness.keptOf(id)).to.equal(kept);
    });
  });
}

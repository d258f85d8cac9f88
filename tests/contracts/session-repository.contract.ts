import { expect } from 'chai';
import type { Rotation, SessionRepository } from '../../src/core/identity/index.js';

export interface SessionHarness {
  make(): SessionRepository;
  newId(): string;
  newPerson(): Promise<string>;
  ban(userId: string, until: Date | null): Promise<void>;
}

const at = new Date('2026-03-01T10:00:00.123Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

/** What every SessionRepository promises (src/core/identity/ports/session-repository.ts). */
export function sessionRepositoryContract(harness: SessionHarness): void {
  describe('SessionRepository contract', () => {
    const device = { ip: '203.0.113.7', userAgent: 'Firefox/133.0' };
    let sessions: SessionRepository;
    let userId: string;
    beforeEach(async () => {
      sessions = harness.make();
      userId = await harness.newPerson();
    });
    const begin = async (createdAt = at): Promise<string> => {
      const id = harness.newId();
      await sessions.add({ id, userId, refreshHash: 'hash0', device, createdAt, expiresAt: after(3_600) });
      return id;
    };
    const rotation = (id: string, counter: number, when = after(60)): Rotation => {
      const hashes = { hash: `hash${counter}`, nextHash: `hash${counter + 1}` };
      return { id, counter, ...hashes, at: when, expiresAt: new Date(when.getTime() + 3_600_000) };
    };
    const isOpen = async (id: string, when = at): Promise<boolean | undefined> => (await sessions.find(id, when))?.open;

    it('keeps a session as it was begun, until its end', async () => {
      const id = await begin();
      expect(await sessions.find(id, at)).to.deep.equal({ userId, counter: 0, rotatedAt: at, open: true });
      expect(await sessions.listOpen(userId, at)).to.deep.equal([{ id, createdAt: at, lastUsedAt: at, ...device }]);
      expect(await isOpen(id, after(3_599))).to.equal(true);
      expect(await isOpen(id, after(3_600))).to.equal(false);
      expect(await sessions.listOpen(userId, after(3_600))).to.deep.equal([]);
      expect(await sessions.find(harness.newId(), at)).to.equal(undefined);
    });

    it('rotates for the current token, and moves the end', async () => {
      const id = await begin();
      expect(await sessions.rotate(rotation(id, 0))).to.equal(userId);
      expect(await sessions.find(id, at)).to.deep.equal({ userId, counter: 1, rotatedAt: after(60), open: true });
      expect((await sessions.listOpen(userId, at))[0]?.lastUsedAt).to.deep.equal(after(60));
      expect(await isOpen(id, after(3_601))).to.equal(true);
    });

    it('rotates neither for an old token, nor a wrong hash, nor an unknown session', async () => {
      const id = await begin();
      await sessions.rotate(rotation(id, 0));
      expect(await sessions.rotate(rotation(id, 0))).to.equal(undefined);
      expect(await sessions.rotate({ ...rotation(id, 1), hash: 'other' })).to.equal(undefined);
      expect(await sessions.rotate(rotation(harness.newId(), 0))).to.equal(undefined);
      expect((await sessions.find(id, at))?.counter).to.equal(1);
    });

    it('rotates for one of 50 at once', async () => {
      const id = await begin();
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => harness.make().rotate(rotation(id, 0))));
      expect(outcomes.filter((owner) => owner !== undefined)).to.deep.equal([userId]);
      expect((await sessions.find(id, at))?.counter).to.equal(1);
    });

    it('rotates no session that is over, or whose person is banned; a ban that is over does not count', async () => {
      const [expired, revoked, banned] = [await begin(), await begin(), await begin()];
      await sessions.revoke(revoked, userId, 'ended', at);
      expect(await sessions.rotate(rotation(expired, 0, after(3_600)))).to.equal(undefined);
      expect(await sessions.rotate(rotation(revoked, 0))).to.equal(undefined);
      await harness.ban(userId, after(120));
      expect(await sessions.rotate(rotation(banned, 0))).to.equal(undefined);
      expect(await isOpen(banned, after(60))).to.equal(false);
      expect(await isOpen(banned, after(120))).to.equal(true);
      expect(await sessions.rotate(rotation(banned, 0, after(120)))).to.equal(userId);
      await harness.ban(userId, null);
      expect(await isOpen(banned, after(121))).to.equal(false);
    });

    it("ends one session of its person once, and nobody else's", async () => {
      const id = await begin();
      expect(await sessions.revoke(id, await harness.newPerson(), 'ended', at)).to.equal(false);
      expect(await isOpen(id)).to.equal(true);
      expect(await sessions.revoke(id, userId, 'sign-out', at)).to.equal(true);
      expect(await sessions.revoke(id, userId, 'sign-out', at)).to.equal(false);
      expect(await isOpen(id)).to.equal(false);
    });

    it('ends all sessions of a person, or all but one', async () => {
      const [one, two, three] = [await begin(), await begin(), await begin()];
      expect(await sessions.revokeAll(userId, 'ended', at, two)).to.equal(2);
      expect([await isOpen(one), await isOpen(two), await isOpen(three)]).to.deep.equal([false, true, false]);
      const mine = userId;
      userId = await harness.newPerson();
      const others = await begin();
      expect(await sessions.revokeAll(mine, 'password-changed', at)).to.equal(1);
      expect(await isOpen(others)).to.equal(true);
    });

    it('lists the last used first', async () => {
      const [one, two, three] = [await begin(), await begin(after(1)), await begin(after(2))];
      await sessions.rotate(rotation(one, 0));
      expect((await sessions.listOpen(userId, at)).map(({ id }) => id)).to.deep.equal([one, three, two]);
    });

    it('knows where a person has signed in from, also when that session is over', async () => {
      const id = await begin();
      await sessions.revoke(id, userId, 'ended', at);
      expect(await sessions.hasSignedInFrom(userId, device.ip)).to.equal(true);
      expect(await sessions.hasSignedInFrom(userId, '203.0.113.8')).to.equal(false);
      expect(await sessions.hasSignedInFrom(await harness.newPerson(), device.ip)).to.equal(false);
    });

    it('knows a device that changed the last 64 bits of its address, and no neighbour', async () => {
      const begun = { id: harness.newId(), userId, refreshHash: 'hash0', createdAt: at, expiresAt: after(3_600) };
      await sessions.add({ ...begun, device: { ...device, ip: '2001:db8:1:2:a:b:c:d' } });
      expect(await sessions.hasSignedInFrom(userId, '2001:db8:1:2::7')).to.equal(true);
      expect(await sessions.hasSignedInFrom(userId, '2001:db8:1:3::7')).to.equal(false);
      expect(await sessions.hasSignedInFrom(userId, device.ip)).to.equal(false);
    });

    it('removes sessions that ended before a day, however they did', async () => {
      const [expired, revoked] = [await begin(), await begin()];
      await sessions.revoke(revoked, userId, 'ended', at);
      await sessions.removeEnded(after(1));
      expect(
        [await sessions.find(expired, at), await sessions.find(revoked, at)].map((found) => found !== undefined),
      ).to.deep.equal([true, false]);
      await sessions.removeEnded(after(3_601));
      expect(await sessions.find(expired, at)).to.equal(undefined);
    });
  });
}

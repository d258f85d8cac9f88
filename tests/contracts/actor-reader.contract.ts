import { expect } from 'chai';
import type { ActorReader } from '../../src/core/identity/index.js';
import type { Role } from '../../src/core/kernel/index.js';

export interface ActorHarness {
  /** A reader for which it is `at`. */
  make(at: Date): ActorReader;
  newId(): string;
  /** A person with a session that ends then. */
  signedIn(role: Role, expiresAt: Date): Promise<{ readonly userId: string; readonly sessionId: string }>;
  revoke(sessionId: string): Promise<void>;
  ban(userId: string, until: Date | null): Promise<void>;
  setRole(userId: string, role: Role): Promise<void>;
  remove(userId: string): Promise<void>;
}

const at = new Date('2026-03-01T10:00:00.123Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

/** What every ActorReader promises (src/core/identity/ports/actor-reader.ts). */
export function actorReaderContract(harness: ActorHarness): void {
  describe('ActorReader contract', () => {
    it('finds who stands behind a session, with the role of this moment', async () => {
      const { userId, sessionId } = await harness.signedIn('USER', after(60));
      const reader = harness.make(at);
      expect(await reader.find(userId, sessionId)).to.deep.equal({ userId, sessionId, role: 'USER' });
      await harness.setRole(userId, 'MODERATOR');
      expect((await reader.find(userId, sessionId))?.role).to.equal('MODERATOR');
    });

    it('finds nobody for an unknown session, or with the session of another', async () => {
      const [one, two] = [await harness.signedIn('USER', after(60)), await harness.signedIn('USER', after(60))];
      const reader = harness.make(at);
      expect(await reader.find(one.userId, harness.newId())).to.equal(undefined);
      expect(await reader.find(one.userId, two.sessionId)).to.equal(undefined);
    });

    it('finds nobody once the session is expired, revoked, or its person gone', async () => {
      const { userId, sessionId } = await harness.signedIn('USER', after(60));
      expect(await harness.make(after(59)).find(userId, sessionId)).not.to.equal(undefined);
      expect(await harness.make(after(60)).find(userId, sessionId)).to.equal(undefined);
      await harness.revoke(sessionId);
      expect(await harness.make(at).find(userId, sessionId)).to.equal(undefined);
      const gone = await harness.signedIn('USER', after(60));
      await harness.remove(gone.userId);
      expect(await harness.make(at).find(gone.userId, gone.sessionId)).to.equal(undefined);
    });

    it('finds nobody who is banned, and again who was', async () => {
      const { userId, sessionId } = await harness.signedIn('USER', after(600));
      await harness.ban(userId, after(60));
      expect(await harness.make(after(59)).find(userId, sessionId)).to.equal(undefined);
      expect(await harness.make(after(60)).find(userId, sessionId)).not.to.equal(undefined);
      await harness.ban(userId, null);
      expect(await harness.make(after(60)).find(userId, sessionId)).to.equal(undefined);
    });
  });
}

import { expect } from 'chai';
import type { KeptCode, OneTimeCodeRepository } from '../../src/core/identity/index.js';

export interface CodeHarness {
  make(): OneTimeCodeRepository;
  newId(): string;
  newPerson(): Promise<{ readonly id: string; readonly verificationRef: string }>;
}

const at = new Date('2026-03-01T10:00:00.123Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

/** What every OneTimeCodeRepository promises (src/core/identity/ports/one-time-code-repository.ts). */
export function oneTimeCodeRepositoryContract(harness: CodeHarness): void {
  describe('OneTimeCodeRepository contract', () => {
    let codes: OneTimeCodeRepository;
    let userId: string;
    let ref: string;
    beforeEach(async () => {
      codes = harness.make();
      ({ id: userId, verificationRef: ref } = await harness.newPerson());
    });
    const code = (change: Partial<KeptCode> = {}): KeptCode => {
      return { userId, purpose: 'verify_email', hash: 'hash', createdAt: at, expiresAt: after(600), ...change };
    };
    const take = (when = at) => codes.takeAttempt(ref, 'verify_email', 5, when);

    it('gives five attempts and no sixth', async () => {
      await codes.put(code());
      for (let i = 0; i < 5; i += 1) expect(await take()).to.deep.equal({ userId, hash: 'hash' });
      expect(await take()).to.equal(undefined);
    });

    it('gives five of 50 who come at once', async () => {
      await codes.put(code());
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () => harness.make().takeAttempt(ref, 'verify_email', 5, at)),
      );
      expect(outcomes.filter((kept) => kept !== undefined)).to.have.length(5);
    });

    it('gives nothing for an unknown account, another purpose, or after the end', async () => {
      expect(await take()).to.equal(undefined);
      await codes.put(code());
      expect(await codes.takeAttempt(harness.newId(), 'verify_email', 5, at)).to.equal(undefined);
      expect(await codes.takeAttempt(userId, 'verify_email', 5, at)).to.equal(undefined);
      expect(await codes.takeAttempt(ref, 'reset_password', 5, at)).to.equal(undefined);
      expect(await take(after(600))).to.equal(undefined);
      expect(await take(after(599))).not.to.equal(undefined);
    });

    it('is used once, by one of 50 at once, and is gone then', async () => {
      await codes.put(code());
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () => harness.make().markUsed(userId, 'verify_email', 'hash', at)),
      );
      expect(outcomes.filter(Boolean)).to.have.length(1);
      expect(await take()).to.equal(undefined);
    });

    it('replaces the code before, with all attempts to go', async () => {
      await codes.put(code());
      for (let i = 0; i < 5; i += 1) await take();
      await codes.put(code({ hash: 'second' }));
      expect(await take()).to.deep.equal({ userId, hash: 'second' });
      expect(await codes.markUsed(userId, 'verify_email', 'hash', at)).to.equal(false);
      expect(await codes.markUsed(userId, 'verify_email', 'second', at)).to.equal(true);
      await codes.put(code({ hash: 'third' }));
      expect(await take()).to.deep.equal({ userId, hash: 'third' });
    });

    it('keeps purposes apart', async () => {
      await codes.put(code());
      await codes.put(code({ purpose: 'reset_password', hash: 'other' }));
      expect(await codes.markUsed(userId, 'reset_password', 'hash', at)).to.equal(false);
      expect(await codes.markUsed(userId, 'reset_password', 'other', at)).to.equal(true);
      expect(await take()).to.deep.equal({ userId, hash: 'hash' });
    });

    it('removes what is used or expired', async () => {
      await codes.removeSpent(after(10_000));
      await codes.put(code());
      await codes.put(code({ purpose: 'reset_password', hash: 'other' }));
      await codes.markUsed(userId, 'reset_password', 'other', at);
      expect(await codes.removeSpent(after(599))).to.equal(1);
      expect(await codes.removeSpent(after(600))).to.equal(1);
    });
  });
}

import { expect } from 'chai';
import type { AttemptCounter, AttemptPolicy } from '../../src/core/identity/index.js';

export interface AttemptHarness {
  make(): AttemptCounter;
  newKey(): string;
}

const at = new Date('2026-03-01T10:00:00.123Z');
const after = (seconds: number): Date => new Date(at.getTime() + seconds * 1_000);
const policy: AttemptPolicy = { free: 3, leakSeconds: 1_000, firstBlockSeconds: 10, maxBlockSeconds: 35 };

/** What every AttemptCounter promises (src/core/identity/ports/attempt-counter.ts). */
export function attemptCounterContract(harness: AttemptHarness): void {
  describe('AttemptCounter contract', () => {
    let counter: AttemptCounter;
    let key: string;
    beforeEach(() => {
      counter = harness.make();
      key = harness.newKey();
    });
    const take = (seconds = 0, change: Partial<AttemptPolicy> = {}) =>
      counter.take(key, { ...policy, ...change }, after(seconds));
    const blockAt = async (seconds: number): Promise<number> => {
      for (let i = 0; i < 3; i += 1) expect(await take(seconds)).to.equal(0);
      return take(seconds);
    };

    it('lets the free tries through, then blocks, and says for how long', async () => {
      expect(await blockAt(0)).to.equal(10);
      expect(await take(4)).to.equal(6);
      expect(await take(9.5)).to.equal(1);
      expect(await take(10)).to.equal(0);
    });

    it('blocks twice as long each time, up to the longest', async () => {
      await blockAt(0);
      expect(await take(10)).to.equal(0);
      expect(await take(10)).to.equal(20);
      expect(await take(30)).to.equal(0);
      expect(await take(30)).to.equal(35);
      expect(await take(65)).to.equal(0);
      expect(await take(65)).to.equal(35);
    });

    it('blocks with the first try where only one is free', async () => {
      expect(await take(0, { free: 1 })).to.equal(0);
      expect(await take(0, { free: 1 })).to.equal(10);
    });

    it('counts nothing for a key while it is blocked', async () => {
      await blockAt(0);
      for (let i = 0; i < 20; i += 1) expect(await take(5)).to.equal(5);
      expect(await take(10)).to.equal(0);
      expect(await take(10)).to.equal(20);
    });

    it('lets tries leak away', async () => {
      for (let round = 0; round < 6; round += 1) {
        expect(await take(round * 2_000)).to.equal(0);
        expect(await take(round * 2_000)).to.equal(0);
      }
      expect(await blockAt(20_000)).to.equal(10);
      expect(await blockAt(30_000)).to.equal(10);
    });

    it('takes one try back, with the block it brought', async () => {
      await blockAt(0);
      await counter.giveBack(key);
      expect(await take()).to.equal(0);
      expect(await take()).to.equal(10);
      await counter.giveBack(harness.newKey());
    });

    it('forgets', async () => {
      await blockAt(0);
      await counter.forget(key);
      expect(await blockAt(0)).to.equal(10);
      await counter.forget(harness.newKey());
    });

    it('keeps keys apart', async () => {
      await blockAt(0);
      key = harness.newKey();
      expect(await take()).to.equal(0);
    });

    it('lets exactly the free tries of 50 at once through', async () => {
      const waits = await Promise.all(Array.from({ length: 50 }, () => harness.make().take(key, policy, at)));
      expect(waits.filter((seconds) => seconds === 0)).to.have.length(3);
      expect(waits.filter((seconds) => seconds === 10)).to.have.length(47);
    });

    it('removes keys that were last tried before a moment', async () => {
      await blockAt(0);
      const idle = key;
      key = harness.newKey();
      await blockAt(5);
      await counter.removeIdle(after(5));
      expect(await take(5)).to.equal(10);
      key = idle;
      expect(await take(5)).to.equal(0);
    });
  });
}

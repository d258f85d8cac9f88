import { expect } from 'chai';
import type { RateOverride, RateOverrides } from '../../src/core/security/index.js';

export interface RateOverridesHarness {
  /** Without any. */
  make(): Promise<RateOverrides>;
  /** The id of an account. */
  person(): Promise<string>;
  /** The account is gone. */
  removePerson(id: string): Promise<void>;
}

/** What every RateOverrides promises (src/core/security/ports/rate-overrides.ts). */
export function rateOverridesContract(harness: RateOverridesHarness): void {
  describe('RateOverrides contract', () => {
    const changedAt = new Date('2026-01-02T03:04:05.678Z');
    const search: RateOverride = { policy: 'search', points: 120, windowSeconds: 30, changedAt };
    let overrides: RateOverrides;
    beforeEach(async () => {
      overrides = await harness.make();
    });

    it('are none until one is set, and then as it was set', async () => {
      expect(await overrides.all()).to.deep.equal([]);
      const changedBy = await harness.person();
      await overrides.set({ ...search, changedBy });
      await overrides.set({ ...search, policy: 'global' });
      const all = await overrides.all();
      expect(all).to.have.deep.members([
        { ...search, changedBy },
        { ...search, policy: 'global' },
      ]);
    });

    it('the last one stands, also among many at once', async () => {
      await overrides.set(search);
      await overrides.set({ ...search, points: 7, changedAt: new Date('2026-01-03T00:00:00.000Z') });
      expect(await overrides.all()).to.deep.equal([{ ...search, points: 7, changedAt: new Date('2026-01-03T00:00:00.000Z') }]);
      await Promise.all(Array.from({ length: 10 }, (_, i) => overrides.set({ ...search, points: i + 1 })));
      const all = await overrides.all();
      expect(all).to.have.length(1);
      expect(all[0]?.points).to.be.within(1, 10);
    });

    it('can be taken back, once', async () => {
      await overrides.set(search);
      await overrides.set({ ...search, policy: 'post' });
      expect(await overrides.remove('search')).to.equal(true);
      expect(await overrides.remove('search')).to.equal(false);
      expect(await overrides.all()).to.deep.equal([{ ...search, policy: 'post' }]);
    });

    it('outlive whoever set them', async () => {
      const changedBy = await harness.person();
      await overrides.set({ ...search, changedBy });
      await harness.removePerson(changedBy);
      expect(await overrides.all()).to.deep.equal([search]);
    });
  });
}

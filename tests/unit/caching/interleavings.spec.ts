import { expect } from 'chai';
import fc from 'fast-check';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { type Dependencies, type EntryReading, type Fill } from '../../../src/core/caching/index.js';
import { anySteps, type Sabotage, staleReads, type Step } from '../../support/caching-interleavings.js';

/** Keeps whatever was loaded, also what was loaded before an invalidation. */
class UnfencedStore extends MemoryEntryStore {
  override async finish(key: string, on: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    const { epochs } = await super.read(key, on);
    return super.finish(key, on, { ...fill, epochs }, text, ttlMs);
  }
}

/** Shows no epochs to the cache, which then cannot tell the flights apart; fences all the same. */
class BlindStore extends MemoryEntryStore {
  readonly #seen = new WeakMap<Fill, Fill>();

  override async read(key: string, on: Dependencies): Promise<EntryReading> {
    return { ...(await super.read(key, on)), epochs: [] };
  }

  override async begin(key: string, on: Dependencies, leaseMs: number): Promise<Fill> {
    const fill = await super.begin(key, on, leaseMs);
    const shown = { ...fill, epochs: [] };
    this.#seen.set(shown, fill);
    return shown;
  }

  override async finish(key: string, on: Dependencies, fill: Fill, text: string, ttlMs: number): Promise<boolean> {
    return super.finish(key, on, this.#seen.get(fill) ?? fill, text, ttlMs);
  }
}

const bytes = { maxBytes: 100_000, maxTags: 100 };
const sabotages: Readonly<Record<string, Sabotage>> = {
  'a store that keeps what was loaded before an invalidation': { store: (clock, told) => new UnfencedStore(clock, bytes, told) },
  'a cache that joins flights without comparing epochs': { store: (clock, told) => new BlindStore(clock, bytes, told) },
  'a process tier that keeps what was loaded before a message': {
    instance: ({ tier }) => {
      const keep = tier.keep.bind(tier);
      tier.keep = (key, on, _marks, value, size) => keep(key, on, tier.mark(on), value, size);
    },
  },
  'a process that lets readers join what was being loaded before a message': { keepsFlights: true },
};

/** Where the right steps are rare among all, and only their order is to be found. */
const stepsFor: Readonly<Record<string, fc.Arbitrary<readonly Step[]>>> = {
  'a cache that joins flights without comparing epochs': fc.constant([
    { kind: 'read', at: 0, id: 0, consistency: 'process' },
    { kind: 'write', at: 1, id: 0 },
    { kind: 'read', at: 0, id: 0, consistency: 'shared' },
    { kind: 'read', at: 0, id: 0, consistency: 'shared' },
  ]),
};

describe('reads and invalidations in any order', () => {
  const property = (sabotage: Sabotage = {}, steps: fc.Arbitrary<readonly Step[]> = anySteps) =>
    fc.asyncProperty(fc.scheduler(), steps, fc.nat(), async (scheduler, taken, seed) => {
      expect(await staleReads(scheduler, taken, seed, sabotage)).to.deep.equal([]);
    });

  it('never give anybody what he must not be given any more, and all the same as the database when it is quiet', async () => {
    await fc.assert(property(), { numRuns: 400 });
  }).timeout(600_000);

  for (const [what, sabotage] of Object.entries(sabotages)) {
    it(`would show ${what}`, async () => {
      const { failed } = await fc.check(property(sabotage, stepsFor[what]), { numRuns: 5_000, seed: 1, endOnFailure: true });
      expect(failed).to.equal(true);
    }).timeout(600_000);
  }
});

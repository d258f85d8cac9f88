import { expect } from 'chai';
import type { Cache } from '../../../src/core/caching/index.js';
import { inBatches } from '../../support/batches.js';
import { rejection } from '../../support/rejection.js';
import { SeededRandom } from '../../support/seeded-random.js';
import type { CacheHarness } from '../cache.contract.js';

/** Long, so that the time a test itself takes means nothing beside it. */
const ttl = 10_000;
const share = (percent: number): number => ttl * 10 * percent;

type Keep = (cache: Cache, key: string) => Promise<unknown>;
const ways: [string, Keep, Keep][] = [
  ['set', (cache, key) => cache.set(key, 1, ttl), (cache, key) => cache.get(key)],
  ['getOrSet', (cache, key) => cache.getOrSet(key, ttl, async () => 1), (cache, key) => cache.get(key)],
  ['setHash', (cache, key) => cache.setHash(key, { a: 1 }, ttl), (cache, key) => cache.getHash(key, 'a')],
];

/** When values end. */
export function describeLifetimes(harness: CacheHarness): void {
  describe('lifetimes', () => {
    for (const [what, keep, read] of ways) {
      it(`of ${what}: a thousand kept together end between 90 % and 100 % of their time, evenly`, async () => {
        const random = new SeededRandom(20_260_203);
        const cache = await harness.make(() => random.next());
        const keys = Array.from({ length: 1_000 }, (_, i) => `k${i}`);
        await inBatches(keys, (key) => keep(cache, key));
        const countLeft = async (): Promise<number> => {
          const found = await inBatches(keys, (key) => read(cache, key));
          return found.filter((value) => value !== undefined).length;
        };
        await harness.pass(share(89.9));
        let left = await countLeft();
        expect(left).to.equal(1_000);
        await harness.pass(share(0.1));
        for (let percent = 91; percent <= 100; percent += 1) {
          await harness.pass(share(1));
          const before = left;
          left = await countLeft();
          expect(before - left, `in percent ${percent}`).to.be.within(60, 140);
        }
        expect(left).to.equal(0);
      });
    }

    it('of counters are exact', async () => {
      const cache = await harness.make(() => 0.999);
      await cache.increment('n', 1, ttl);
      await harness.pass(share(99.9));
      expect(await cache.get('n')).to.equal(1);
      await harness.pass(share(0.1));
      expect(await cache.get('n')).to.equal(undefined);
    });

    it('of replaced values begin anew', async () => {
      const cache = await harness.make();
      await cache.set('k', 1, ttl);
      await harness.pass(share(80));
      await cache.set('k', 2, ttl);
      await harness.pass(share(80));
      expect(await cache.get('k')).to.equal(2);
    });

    it('that are over leave nothing to delete', async () => {
      const cache = await harness.make();
      await cache.set('k', 1, ttl);
      await harness.pass(share(100));
      expect(await cache.del('k')).to.equal(0);
    });

    for (const wrong of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      it(`cannot be ${wrong}`, async () => {
        const cache = await harness.make();
        expect(await rejection(cache.set('k', 1, wrong))).to.be.instanceOf(RangeError);
        expect(await rejection(cache.setHash('k', { a: 1 }, wrong))).to.be.instanceOf(RangeError);
        expect(await rejection(cache.increment('k', 1, wrong))).to.be.instanceOf(RangeError);
        const made: number[] = [];
        expect(await rejection(cache.getOrSet('k', wrong, async () => made.push(1)))).to.be.instanceOf(RangeError);
        expect(made).to.deep.equal([]);
        expect(await cache.get('k')).to.equal(undefined);
      });
    }
  });
}

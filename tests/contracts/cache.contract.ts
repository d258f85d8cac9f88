import { expect } from 'chai';
import type { Cache } from '../../src/core/caching/index.js';
import { inBatches } from '../support/batches.js';
import { rejection } from '../support/rejection.js';
import { describeLifetimes } from './cache/lifetimes.js';
import { describeValues } from './cache/values.js';

export interface CacheHarness {
  /** An empty cache, or one in a key space of its own. `random`: in [0, 1), what lifetimes are chosen by. */
  make(random?: () => number): Promise<Cache>;
  /** Lets this much time pass for the cache. */
  pass(ms: number): Promise<void>;
}

/** What every Cache promises (src/core/caching/ports/cache.ts). */
export function cacheContract(harness: CacheHarness): void {
  describe('Cache contract', () => {
    let cache: Cache;
    beforeEach(async () => {
      cache = await harness.make();
    });

    describeValues(() => cache);
    describeLifetimes(harness);

    describe('del and delByPattern', () => {
      it('answers how many of the keys existed', async () => {
        await cache.set('a', 1, 60);
        await cache.setHash('b', { x: 1 }, 60);
        expect(await cache.del('a', 'b', 'c', 'a')).to.equal(2);
        expect(await cache.get('a')).to.equal(undefined);
        expect(await cache.getAllHash('b')).to.equal(undefined);
        expect(await cache.del()).to.equal(0);
      });

      it('takes * for any text, also none, at any place', async () => {
        for (const key of ['feed:1:p1', 'feed:1:p2', 'feed:2:p1', 'feed:', 'food:1', 'x:feed:1']) await cache.set(key, 1, 60);
        expect(await cache.delByPattern('feed:*:p1')).to.equal(2);
        expect(await cache.get('feed:1:p2')).to.equal(1);
        expect(await cache.delByPattern('feed:*')).to.equal(2);
        expect(await cache.get('food:1')).to.equal(1);
        expect(await cache.get('x:feed:1')).to.equal(1);
        expect(await cache.delByPattern('nothing*')).to.equal(0);
        expect(await cache.delByPattern('*')).to.equal(2);
      });

      it('takes everything else literally', async () => {
        const keys = ['a?c', 'a[bx]c', 'a\\c', 'a[^b]c', 'a{b}c', 'a.c', 'a-c'];
        const decoys = ['abc', 'axc', 'aac', 'ab', 'aXc'];
        for (const key of [...keys, ...decoys]) await cache.set(`${key}:1`, 1, 60);
        for (const key of keys) expect(await cache.delByPattern(`${key}:*`), key).to.equal(1);
        for (const key of decoys) expect(await cache.get(`${key}:1`), key).to.equal(1);
        await cache.set('a*c', 1, 60);
        expect(await cache.delByPattern('abc:1')).to.equal(1);
        expect(await cache.get('a*c')).to.equal(1);
      });

      it('removes all of thousands', async () => {
        const keys = Array.from({ length: 2500 }, (_, i) => `many:${i}`);
        await inBatches([...keys, 'other'], (key) => cache.set(key, 1, 60));
        expect(await cache.delByPattern('many:*')).to.equal(2500);
        expect(await cache.get('many:2499')).to.equal(undefined);
        expect(await cache.get('other')).to.equal(1);
      });
    });

    describe('getOrSet', () => {
      it('makes a missing value once and keeps it for its time', async () => {
        let calls = 0;
        const make = async (): Promise<{ n: number }> => ({ n: (calls += 1) });
        expect(await cache.getOrSet('k', 60, make)).to.deep.equal({ n: 1 });
        expect(await cache.getOrSet('k', 60, make)).to.deep.equal({ n: 1 });
        expect(await cache.get('k')).to.deep.equal({ n: 1 });
        await harness.pass(60_000);
        expect(await cache.getOrSet('k', 60, make)).to.deep.equal({ n: 2 });
      });

      it('takes a kept null for a value', async () => {
        await cache.set('k', null, 60);
        expect(await cache.getOrSet('k', 60, async () => 'made')).to.equal(null);
      });

      it('shares one factory call among 50 concurrent misses, each with a copy of its own', async () => {
        let calls = 0;
        const make = async (): Promise<{ list: number[] }> => {
          calls += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
          return { list: [1] };
        };
        const all = await Promise.all(Array.from({ length: 50 }, () => cache.getOrSet('k', 60, make)));
        expect(calls).to.equal(1);
        all[0]?.list.push(2);
        expect(all[1]).to.deep.equal({ list: [1] });
        expect(await cache.get('k')).to.deep.equal({ list: [1] });
      });

      it('does not share between keys', async () => {
        const [a, b] = await Promise.all([cache.getOrSet('a', 60, async () => 'A'), cache.getOrSet('b', 60, async () => 'B')]);
        expect([a, b]).to.deep.equal(['A', 'B']);
      });

      it("gives the factory's error to all who wait and does not keep it", async () => {
        let calls = 0;
        const fail = async (): Promise<never> => {
          calls += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
          throw new Error('no luck');
        };
        const all = await Promise.allSettled(Array.from({ length: 10 }, () => cache.getOrSet('k', 60, fail)));
        expect(all.map((one) => one.status === 'rejected' && (one.reason as Error).message)).to.deep.equal(
          Array<string>(10).fill('no luck'),
        );
        expect(calls).to.equal(1);
        expect(await cache.getOrSet('k', 60, async () => 'luck')).to.equal('luck');
      });

      const changes: [string, (c: Cache) => Promise<unknown>, unknown][] = [
        ['deleted', (c) => c.del('k'), undefined],
        ['deleted by pattern', (c) => c.delByPattern('k*'), undefined],
        ['set', (c) => c.set('k', 'newer', 60), 'newer'],
        ['counted', (c) => c.increment('k', 7), 7],
      ];
      for (const [what, change, left] of changes) {
        it(`does not keep a late value when the key was ${what} meanwhile`, async () => {
          let finish: (value: string) => void = () => undefined;
          let begun: () => void = () => undefined;
          const started = new Promise<void>((resolve) => (begun = resolve));
          const late = cache.getOrSet('k', 60, () => {
            begun();
            return new Promise<string>((resolve) => (finish = resolve));
          });
          await started;
          await change(cache);
          finish('old');
          expect(await late).to.equal('old');
          expect(await cache.get('k')).to.equal(left);
        });
      }
    });

    describe('counters', () => {
      it('start from 0 and move by any whole number', async () => {
        expect(await cache.increment('n')).to.equal(1);
        expect(await cache.increment('n', 5)).to.equal(6);
        expect(await cache.decrement('n', 10)).to.equal(-4);
        expect(await cache.decrement('n')).to.equal(-5);
        expect(await cache.get('n')).to.equal(-5);
        expect(await cache.decrement('m')).to.equal(-1);
      });

      it('lose nothing under 50 parallel calls', async () => {
        const answers = await Promise.all(Array.from({ length: 50 }, () => cache.increment('n', 2, 60)));
        expect(answers.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 50 }, (_, i) => 2 * (i + 1)));
        expect(await cache.get('n')).to.equal(100);
      });

      it('go on from a value that was set, and keep its expiry', async () => {
        await cache.set('n', 41, 60);
        expect(await cache.increment('n', 1, 6_000)).to.equal(42);
        await harness.pass(60_000);
        expect(await cache.get('n')).to.equal(undefined);
      });

      it('take their lifetime when created, and no later', async () => {
        await cache.increment('n', 1, 600);
        await harness.pass(400_000);
        await cache.increment('n', 1, 600);
        await harness.pass(200_000);
        expect(await cache.increment('n', 1, 600)).to.equal(1);
      });

      it('without one do not end', async () => {
        await cache.increment('n');
        await harness.pass(1_000_000_000);
        expect(await cache.increment('n', 1, 60)).to.equal(2);
      });

      it('refuse to leave the safe integers', async () => {
        await cache.set('n', Number.MAX_SAFE_INTEGER - 1, 60);
        expect(await cache.increment('n')).to.equal(Number.MAX_SAFE_INTEGER);
        expect(await rejection(cache.increment('n'))).to.be.instanceOf(Error);
        expect(await rejection(cache.increment('n', Number.MAX_SAFE_INTEGER))).to.be.instanceOf(Error);
        expect(await cache.get('n')).to.equal(Number.MAX_SAFE_INTEGER);
        expect(await cache.decrement('n')).to.equal(Number.MAX_SAFE_INTEGER - 1);
      });

      it('refuse to count what is no integer', async () => {
        const values: unknown[] = ['5', 1.5, -0, 5n, null, true, { a: 1 }, [1]];
        for (const value of values) {
          await cache.set('v', value, 60);
          expect(await rejection(cache.increment('v')), String(value)).to.be.instanceOf(Error);
          expect(await cache.get('v')).to.deep.equal(value);
        }
        expect(await rejection(cache.increment('n', 0.5))).to.be.instanceOf(TypeError);
        expect(await cache.get('n')).to.equal(undefined);
      });
    });

    describe('hashes', () => {
      it('keep fields, null too, and answer undefined for what is not there', async () => {
        await cache.setHash('h', { a: { x: [1] }, b: null }, 60);
        expect(await cache.getHash('h', 'a')).to.deep.equal({ x: [1] });
        expect(await cache.getHash('h', 'b')).to.equal(null);
        expect(await cache.getHash('h', 'c')).to.equal(undefined);
        expect(await cache.getHash('nothing', 'a')).to.equal(undefined);
        expect(await cache.getAllHash('h')).to.deep.equal({ a: { x: [1] }, b: null });
        expect(await cache.getAllHash('nothing')).to.equal(undefined);
      });

      it('keep other fields and take the new expiry for the whole', async () => {
        await cache.setHash('h', { a: 1, b: 1 }, 6_000);
        await cache.setHash('h', { b: 2 }, 60);
        expect(await cache.getAllHash('h')).to.deep.equal({ a: 1, b: 2 });
        await harness.pass(60_000);
        expect(await cache.getAllHash('h')).to.equal(undefined);
      });

      it('give copies, and take any text for a field', async () => {
        await cache.setHash('h', { ['__proto__']: 1, constructor: [2], '': 3 }, 60);
        const all = await cache.getAllHash('h');
        expect(Object.entries(all ?? {}).sort()).to.deep.equal([
          ['', 3],
          ['__proto__', 1],
          ['constructor', [2]],
        ]);
        (await cache.getHash<number[]>('h', 'constructor'))?.push(9);
        expect(await cache.getHash('h', 'constructor')).to.deep.equal([2]);
      });

      it('are never read or counted as values, nor values as hashes', async () => {
        await cache.setHash('h', { a: 1 }, 60);
        await cache.set('v', { a: 1 }, 60);
        const wrong = [cache.get('h'), cache.getHash('v', 'a'), cache.getAllHash('v')];
        for (const one of await Promise.allSettled(wrong)) if (one.status === 'fulfilled') expect(one.value).to.equal(undefined);
        expect(await rejection(cache.increment('h'))).to.be.instanceOf(Error);
        expect(await rejection(cache.setHash('v', { b: 2 }, 60))).to.be.instanceOf(Error);
        expect(await cache.get('v')).to.deep.equal({ a: 1 });
        expect(await cache.getAllHash('h')).to.deep.equal({ a: 1 });
      });
    });
  });
}

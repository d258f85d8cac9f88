import { expect } from 'chai';
import type { Dependencies, EntryStore } from '../../src/core/caching/index.js';
import { inBatches } from '../support/batches.js';

export interface EntryStoreHarness {
  /** An empty store, or one in a key space of its own. */
  make(): Promise<EntryStore>;
  /** Lets this much time pass for the store. */
  pass(ms: number): Promise<void>;
}

const on = (tags: string[], softTags: string[] = []): Dependencies => ({ tags, softTags });
const dependencies = on(['all', 'user:1'], ['reactions']);

/** What every EntryStore promises (src/core/caching/ports/entry-store.ts). */
export function entryStoreContract(harness: EntryStoreHarness): void {
  describe('EntryStore contract', () => {
    let store: EntryStore;
    beforeEach(async () => {
      store = await harness.make();
    });

    const fill = async (key: string, text: string, under = dependencies, ttlMs = 60_000): Promise<boolean> =>
      store.finish(key, under, await store.begin(key, under, 5_000), text, ttlMs);
    const textOf = async (key: string, under = dependencies): Promise<string | undefined> => (await store.read(key, under)).text;

    describe('texts', () => {
      it('are absent until they are kept', async () => {
        const reading = await store.read('k', dependencies);
        expect(reading).to.not.have.property('text');
        expect(reading.softChanged).to.equal(false);
        expect(reading.epochs).to.have.length(3);
      });

      for (const text of ['', 'one line', 'two\nlines\n', ' , \n,', 'ქართული 🏍', 'x'.repeat(1_000_000)]) {
        it(`come back as they were: ${JSON.stringify(text.slice(0, 20))}, ${text.length} characters`, async () => {
          expect(await fill('k', text)).to.equal(true);
          expect((await textOf('k')) === text).to.equal(true);
        });
      }

      it('stand under their own key alone', async () => {
        await fill('a', 'A');
        await fill('a:b', 'AB');
        expect([await textOf('a'), await textOf('a:b'), await textOf('b')]).to.deep.equal(['A', 'AB', undefined]);
      });

      it('are gone when their time is over, not before', async () => {
        await fill('k', 'v', dependencies, 1_000);
        await harness.pass(500);
        expect(await textOf('k')).to.equal('v');
        await harness.pass(1_000);
        expect(await textOf('k')).to.equal(undefined);
      });

      it('may depend on nothing that can be invalidated softly, and on nothing at all', async () => {
        await fill('a', 'A', on(['x']));
        await fill('b', 'B', on([]));
        expect([await textOf('a', on(['x'])), await textOf('b', on([]))]).to.deep.equal(['A', 'B']);
      });
    });

    describe('invalidation', () => {
      for (const tag of ['all', 'user:1']) {
        it(`of ${tag} ends what depends on it, for good`, async () => {
          await fill('k', 'old');
          await store.invalidate([tag]);
          expect(await textOf('k')).to.equal(undefined);
          await store.begin('other', dependencies, 1_000);
          expect(await textOf('k')).to.equal(undefined);
          await fill('k', 'new');
          expect(await textOf('k')).to.equal('new');
        });
      }

      it('leaves the rest', async () => {
        await fill('k', 'v');
        await store.invalidate(['user:2', 'user']);
        await store.invalidate([]);
        expect(await textOf('k')).to.equal('v');
      });

      it('ends thousands of entries in one call', async () => {
        const under = on(['many']);
        const keys = Array.from({ length: 1_000 }, (_, i) => `k${i}`);
        await inBatches(keys, (key) => fill(key, 'v', under));
        await store.invalidate(['many']);
        const left = await inBatches(keys, (key) => textOf(key, under));
        expect(left.filter((text) => text !== undefined)).to.deep.equal([]);
      });

      it('of several tags at once ends what depends on any', async () => {
        await fill('a', 'A', on(['x']));
        await fill('b', 'B', on(['y']));
        await store.invalidate(['x', 'y']);
        expect([await textOf('a', on(['x'])), await textOf('b', on(['y']))]).to.deep.equal([undefined, undefined]);
      });

      it('of a soft tag marks what was kept before, and nothing else', async () => {
        await fill('k', 'before');
        await store.invalidate(['reactions']);
        expect(await store.read('k', dependencies)).to.include({ text: 'before', softChanged: true });
        await fill('k', 'after');
        expect(await store.read('k', dependencies)).to.include({ text: 'after', softChanged: false });
      });

      it('changes the epochs, which are otherwise the same', async () => {
        await fill('k', 'v');
        const [first, second] = [await store.read('k', dependencies), await store.read('other', dependencies)];
        expect(second.epochs).to.deep.equal(first.epochs);
        await store.invalidate(['user:1']);
        const { epochs } = await store.read('k', dependencies);
        expect(epochs[0]).to.equal(first.epochs[0]);
        expect(epochs[1]).to.not.equal(first.epochs[1]);
      });
    });

    describe('fence', () => {
      for (const tag of ['all', 'user:1']) {
        it(`keeps nothing that was begun before ${tag} was invalidated`, async () => {
          const begun = await store.begin('k', dependencies, 5_000);
          await store.invalidate([tag]);
          expect(await store.finish('k', dependencies, begun, 'old', 60_000)).to.equal(false);
          expect(await textOf('k')).to.equal(undefined);
        });

        it(`nor when ${tag} was used again meanwhile`, async () => {
          const begun = await store.begin('k', dependencies, 5_000);
          await store.invalidate([tag]);
          await fill('k', 'new');
          expect(await store.finish('k', dependencies, begun, 'old', 60_000)).to.equal(false);
          expect(await textOf('k')).to.equal('new');
        });
      }

      it('lets through what a soft tag changed under, marked', async () => {
        const begun = await store.begin('k', dependencies, 5_000);
        await store.invalidate(['reactions']);
        expect(await store.finish('k', dependencies, begun, 'v', 60_000)).to.equal(true);
        expect(await store.read('k', dependencies)).to.include({ text: 'v', softChanged: true });
      });
    });

    describe('lease', () => {
      it('is given to one of fifty who begin at once, and to the next when it is given back', async () => {
        const fills = await Promise.all(Array.from({ length: 50 }, () => store.begin('k', dependencies, 5_000)));
        const holders = fills.filter(({ lease }) => lease !== undefined);
        expect(holders).to.have.length(1);
        for (const { epochs } of fills) expect(epochs).to.deep.equal(fills[0]?.epochs);
        await store.abandon('k', holders[0]!);
        expect(await store.begin('k', dependencies, 5_000)).to.have.property('lease');
      });

      it('ends with the value, and by its time', async () => {
        await fill('k', 'v');
        expect(await store.begin('k', dependencies, 300)).to.have.property('lease');
        expect(await store.begin('k', dependencies, 300)).to.not.have.property('lease');
        await harness.pass(600);
        expect(await store.begin('k', dependencies, 300)).to.have.property('lease');
      });

      it('is not given back by those who do not hold it', async () => {
        const late = await store.begin('k', dependencies, 300);
        await harness.pass(600);
        const holder = await store.begin('k', dependencies, 5_000);
        await store.abandon('k', late);
        expect(await store.finish('k', dependencies, late, 'late', 60_000)).to.equal(true);
        expect(await store.begin('k', dependencies, 5_000)).to.not.have.property('lease');
        await store.abandon('k', holder);
        await store.abandon('k', { epochs: [] });
      });

      it('is not needed to keep a value', async () => {
        await store.begin('k', dependencies, 5_000);
        const without = await store.begin('k', dependencies, 5_000);
        expect(await store.finish('k', dependencies, without, 'v', 60_000)).to.equal(true);
      });

      it('from before an invalidation holds nobody up', async () => {
        const before = await store.begin('k', dependencies, 5_000);
        await store.invalidate(['user:1']);
        const after = await store.begin('k', dependencies, 5_000);
        expect(after).to.have.property('lease');
        await store.abandon('k', before);
        expect(await store.begin('k', dependencies, 5_000)).to.not.have.property('lease');
      });

      it('of one key is none of another', async () => {
        await store.begin('a', dependencies, 5_000);
        expect(await store.begin('b', dependencies, 5_000)).to.have.property('lease');
      });
    });
  });
}

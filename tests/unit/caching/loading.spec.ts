import { expect } from 'chai';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { QueueingBulkhead } from '../../../src/adapters/memory/queueing-bulkhead.js';
import { cacheFamily, LoadTimedOut, type ValueCodec } from '../../../src/core/caching/index.js';
import { DomainError } from '../../../src/core/kernel/index.js';
import { CachingInstance, type InstanceOptions } from '../../support/caching-instance.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { rejection } from '../../support/rejection.js';
import { DeadStore, gate } from './caching-doubles.js';

const json: ValueCodec<{ n: number }> = {
  immutable: true,
  encode: (value) => JSON.stringify(value),
  decode: (text) => JSON.parse(text) as { n: number },
};
const family = cacheFamily<{ n: number }>()('thing:{id}', { ttlSeconds: 60, version: 1, tags: ({ id }) => [`thing:${id}`] });
const shared = cacheFamily<{ n: number }>()('frozen:{id}', { ttlSeconds: 60, version: 1, codec: json });
const negative = cacheFamily<{ n: number }>()('maybe:{id}', { ttlSeconds: 60, version: 1, negativeSeconds: 5 });

describe('loading through the cache', () => {
  let clock: FakeClock;
  let store: MemoryEntryStore;
  const instance = (options: InstanceOptions = {}): CachingInstance => new CachingInstance(store, { clock, ...options });
  beforeEach(() => {
    clock = new FakeClock();
    store = new MemoryEntryStore(clock, { maxBytes: 10_000_000 });
  });

  for (const consistency of ['process', 'shared'] as const) {
    describe(`for readers who want ${consistency} consistency`, () => {
      it('happens once for a thousand who ask at the same time', async () => {
        const { cache, statistics } = instance();
        const door = gate<{ n: number }>();
        const reads = Array.from({ length: 1_000 }, () => cache.getOrLoad(family, { id: 1 }, door.load, { consistency }));
        await eventually('the load', () => door.calls === 1);
        door.open({ n: 7 });
        const values = await Promise.all(reads);
        expect(values.every(({ value }) => value?.n === 7)).to.equal(true);
        expect(door.calls).to.equal(1);
        expect(statistics.of('thing')).to.include({ misses: 1_000, collapsed: 999, loads: 1 });
      });

      it('happens once, too, when it fails: all are told, and nothing is remembered', async () => {
        const { cache } = instance();
        const door = gate<{ n: number }>();
        const reads = Array.from({ length: 1_000 }, () => cache.getOrLoad(family, { id: 1 }, door.load, { consistency }));
        await eventually('the load', () => door.calls === 1);
        door.fail(new Error('no database'));
        const outcomes = await Promise.allSettled(reads);
        expect(outcomes.every((one) => one.status === 'rejected' && /no database/.test(String(one.reason)))).to.equal(true);
        expect(door.calls).to.equal(1);
        expect((await cache.getOrLoad(family, { id: 1 }, async () => ({ n: 8 }), { consistency })).value).to.deep.equal({ n: 8 });
      });

      it('goes on for the others when the first one leaves', async () => {
        const { cache } = instance();
        const door = gate<{ n: number }>();
        const leaving = new AbortController();
        const first = cache.getOrLoad(family, { id: 1 }, door.load, { consistency, signal: leaving.signal });
        const second = cache.getOrLoad(family, { id: 1 }, door.load, { consistency });
        await eventually('the load', () => door.calls === 1);
        leaving.abort(new Error('gone'));
        expect(await rejection(first)).to.have.property('message', 'gone');
        expect(door.signal?.aborted).to.equal(false);
        door.open({ n: 1 });
        expect((await second).value).to.deep.equal({ n: 1 });
        expect((await cache.getOrLoad(family, { id: 1 }, door.load)).tier).to.equal('process');
      });

      it('happens once, too, when the store is away', async () => {
        const { cache } = new CachingInstance(new DeadStore(), { clock });
        const door = gate<{ n: number }>();
        const reads = Array.from({ length: 1_000 }, () => cache.getOrLoad(family, { id: 1 }, door.load, { consistency }));
        await eventually('the load', () => door.calls > 0);
        door.open({ n: 1 });
        await Promise.all(reads);
        expect(door.calls).to.equal(1);
      });
    });
  }

  it('is not asked of the store by one who left before', async () => {
    const asked = instance().cache.getOrLoad(family, { id: 1 }, async () => ({ n: 1 }), {
      signal: AbortSignal.abort(new Error('left')),
    });
    expect(await rejection(asked)).to.have.property('message', 'left');
  });

  describe('values', () => {
    it('are copies of the one who reads them, whichever tier they are from', async () => {
      const { cache } = instance();
      const read = () => cache.getOrLoad(family, { id: 1 }, async () => ({ n: 1 }));
      for (const tier of ['origin', 'process', 'process']) {
        const { value, tier: from } = await read();
        expect([value?.n, from]).to.deep.equal([1, tier]);
        if (value) value.n = 99;
      }
    });

    it('are one for all in a process when their codec says that nobody changes them', async () => {
      const { cache } = instance();
      const read = () => cache.getOrLoad(shared, { id: 1 }, async () => ({ n: 1 }));
      const [first, second, third] = [
        await read(),
        await read(),
        await instance().cache.getOrLoad(shared, { id: 1 }, async () => undefined),
      ];
      expect(second.value === first.value).to.equal(true);
      expect(third.tier).to.equal('shared');
      expect(third.value).to.deep.equal(first.value);
    });

    it('say where they are from, when they were loaded, and until when they are fresh', async () => {
      const { cache } = instance();
      const now = clock.now().getTime();
      const loaded = await cache.getOrLoad(family, { id: 1 }, async () => ({ n: 1 }));
      expect(loaded).to.deep.include({
        tier: 'origin',
        stale: false,
        collapsed: false,
        stored: true,
        loadedAt: now,
        freshUntil: now + 60_000,
      });
      clock.advance(1_000);
      const again = cache.peek(family, { id: 1 });
      expect(again).to.deep.include({ tier: 'process', stale: false, stored: true, loadedAt: now, freshUntil: now + 60_000 });
    });
  });

  describe('what is not there', () => {
    const loads = async (of: typeof family | typeof negative, between: () => void): Promise<number> => {
      const { cache } = instance();
      let calls = 0;
      const load = async (): Promise<undefined> => void (calls += 1);
      expect((await cache.getOrLoad(of, { id: 1 }, load)).value).to.equal(undefined);
      between();
      expect((await cache.getOrLoad(of, { id: 1 }, load)).value).to.equal(undefined);
      return calls;
    };

    it('is asked for each time, and holds nobody up', async () => {
      expect(await loads(family, () => undefined)).to.equal(2);
      const begun = await store.begin('thing:1', { tags: ['all', 'family:thing', 'thing:1'], softTags: [] }, 1_000);
      expect(begun.lease).to.be.a('string');
    });

    it('is remembered for its own short time where the family says so', async () => {
      expect(await loads(negative, () => clock.advance(4_999))).to.equal(1);
      store = new MemoryEntryStore(clock, { maxBytes: 10_000_000 });
      expect(await loads(negative, () => clock.advance(5_000))).to.equal(2);
    });
  });

  it('is bypassed in a transaction: nothing is read, kept, or waited for', async () => {
    const bulkhead = new QueueingBulkhead({ atOnce: 1, maxWaiting: 0, maxWaitMs: 0 });
    const door = gate<string>();
    const busy = bulkhead.run(() => door.load(AbortSignal.any([])));
    let inside = true;
    const { cache } = instance({ bulkhead, mustBypass: () => inside });
    expect((await cache.getOrLoad(family, { id: 1 }, async () => ({ n: 1 }))).stored).to.equal(false);
    expect((await cache.getOrLoad(family, { id: 1 }, async () => ({ n: 2 }))).value).to.deep.equal({ n: 2 });
    door.open('done');
    await busy;
    inside = false;
    expect((await cache.getOrLoad(family, { id: 1 }, async () => ({ n: 3 }))).value).to.deep.equal({ n: 3 });
    inside = true;
    expect((await cache.getOrLoad(family, { id: 1 }, async () => ({ n: 4 }))).value).to.deep.equal({ n: 4 });
  });

  describe('that takes too long', () => {
    it('is given up: the caller is told, the signal aborted, the lease given back', async () => {
      const { cache, statistics } = instance({ hardTimeoutMs: 20 });
      const door = gate<{ n: number }>();
      const error = await rejection(cache.getOrLoad(family, { id: 1 }, door.load));
      expect(error).to.be.instanceOf(LoadTimedOut).with.property('code', 'SERVICE_UNAVAILABLE');
      expect(door.signal?.reason).to.equal(error);
      expect(statistics.of('thing')).to.include({ loads: 1, loadErrors: 1 });
      expect((await cache.getOrLoad(family, { id: 1 }, async () => ({ n: 2 }))).value).to.deep.equal({ n: 2 });
      door.open({ n: 1 });
      expect((await cache.getOrLoad(family, { id: 1 }, async () => ({ n: 3 }))).value).to.deep.equal({ n: 2 });
    });

    it('is given up also while it waits for its turn, and never begun', async () => {
      const bulkhead = new QueueingBulkhead({ atOnce: 1, maxWaiting: 10, maxWaitMs: 60_000 });
      const other = gate<string>();
      const busy = bulkhead.run(() => other.load(AbortSignal.any([])));
      const { cache } = instance({ bulkhead, hardTimeoutMs: 20 });
      let begun = 0;
      const load = async () => ({ n: (begun += 1) });
      expect(await rejection(cache.getOrLoad(family, { id: 1 }, load))).to.be.instanceOf(LoadTimedOut);
      other.open('done');
      await busy;
      await bulkhead.run(async () => undefined);
      expect(begun).to.equal(0);
    });
  });

  describe('in several processes', () => {
    it('happens once: the others wait for it', async () => {
      const [a, b] = [instance(), instance()];
      const door = gate<{ n: number }>();
      const first = a.cache.getOrLoad(family, { id: 1 }, door.load);
      await eventually('the load', () => door.calls === 1);
      const second = b.cache.getOrLoad(family, { id: 1 }, async () => ({ n: 2 }));
      setTimeout(() => door.open({ n: 1 }), 60);
      expect([(await first).value, (await second).value]).to.deep.equal([{ n: 1 }, { n: 1 }]);
      expect(await second).to.include({ tier: 'origin', collapsed: true, stored: true });
      expect(b.statistics.of('thing')).to.include({ loads: 0, misses: 1, collapsed: 1 });
    });

    it('is taken over at once when it fails in the one that had the lease', async () => {
      const [a, b] = [instance(), instance()];
      const door = gate<{ n: number }>();
      const first = rejection(a.cache.getOrLoad(family, { id: 1 }, door.load));
      await eventually('the load', () => door.calls === 1);
      const second = b.cache.getOrLoad(family, { id: 1 }, async () => ({ n: 2 }));
      door.fail(new Error('no database'));
      await first;
      expect((await second).value).to.deep.equal({ n: 2 });
    });

    it('is taken over after the bound when the one that had the lease never ends', async () => {
      await store.begin('thing:1', { tags: ['all', 'family:thing', 'thing:1'], softTags: [] }, 60_000);
      const started = performance.now();
      const loaded = await instance({ hardTimeoutMs: 20 }).cache.getOrLoad(family, { id: 1 }, async () => ({ n: 2 }));
      expect(loaded.value).to.deep.equal({ n: 2 });
      expect(performance.now() - started).to.be.at.least(500);
    });
  });

  it('is refused beyond the bulkhead and its queue, and works again afterwards', async () => {
    const bulkhead = new QueueingBulkhead({ atOnce: 2, maxWaiting: 3, maxWaitMs: 60_000 });
    const { cache } = instance({ bulkhead });
    let [running, most] = [0, 0];
    const door = gate<undefined>();
    const load = async (signal: AbortSignal): Promise<{ n: number }> => {
      most = Math.max(most, (running += 1));
      await door.load(signal);
      running -= 1;
      return { n: 1 };
    };
    const reads = Array.from({ length: 8 }, (_, id) => cache.getOrLoad(family, { id }, load));
    const refusals = Promise.allSettled(reads);
    await eventually('both places are taken', () => running === 2);
    door.open(undefined);
    const reasons = (await refusals).flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(reasons).to.have.length(3);
    for (const reason of reasons) expect(reason).to.be.instanceOf(DomainError).with.property('code', 'SERVICE_UNAVAILABLE');
    expect(most).to.equal(2);
    expect((await cache.getOrLoad(family, { id: 7 }, load)).value).to.deep.equal({ n: 1 });
  });
});

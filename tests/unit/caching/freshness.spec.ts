import { expect } from 'chai';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { QueueingBulkhead } from '../../../src/adapters/memory/queueing-bulkhead.js';
import { freshMs, freshnessOf } from '../../../src/core/caching/freshness.js';
import { cacheFamily } from '../../../src/core/caching/index.js';
import { DomainError } from '../../../src/core/kernel/index.js';
import { CachingInstance, type InstanceOptions } from '../../support/caching-instance.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { rejection } from '../../support/rejection.js';
import { SeededRandom } from '../../support/seeded-random.js';
import { gate } from './caching-doubles.js';

const tags = ({ id }: { id: string | number }): string[] => [`thing:${id}`];
const swr = cacheFamily<number>()('swr:{id}', { ttlSeconds: 60, version: 1, tags, staleWhileRevalidateSeconds: 30 });
const sie = cacheFamily<number>()('sie:{id}', { ttlSeconds: 60, version: 1, tags, staleIfErrorSeconds: 30 });
const soft = cacheFamily<number>()('soft:{id}', { ttlSeconds: 60, version: 1, softTags: () => ['likes'], softSeconds: 5 });
const outage = async (): Promise<number> => {
  throw new Error('no database');
};
const missing = async (): Promise<number> => {
  throw new DomainError('POST_NOT_FOUND', 'There is no such post');
};

describe('the age of a cached value', () => {
  let clock: FakeClock;
  let store: MemoryEntryStore;
  const instance = (options: InstanceOptions = {}): CachingInstance => new CachingInstance(store, { clock, ...options });
  const of = (n: number) => async (): Promise<number> => n;
  beforeEach(() => {
    clock = new FakeClock();
    store = new MemoryEntryStore(clock, { maxBytes: 10_000_000 });
  });

  describe('stale while revalidate', () => {
    for (const consistency of ['process', 'shared'] as const) {
      it(`serves the old value at once, while it is loaded anew, once (${consistency})`, async () => {
        const { cache, statistics } = instance();
        await cache.getOrLoad(swr, { id: 1 }, of(1));
        clock.advance(60_000);
        const door = gate<number>();
        const reads = Array.from({ length: 50 }, () => cache.getOrLoad(swr, { id: 1 }, door.load, { consistency }));
        for (const read of await Promise.all(reads)) expect(read).to.include({ value: 1, stale: true });
        await eventually('the load', () => door.calls === 1);
        door.open(2);
        await eventually('the new value', async () => (await cache.getOrLoad(swr, { id: 1 }, outage)).value === 2);
        expect(door.calls).to.equal(1);
        expect(statistics.of('swr').stale).to.be.at.least(50);
      });
    }

    it('covers the change of a soft tag as it covers time, unless it ends a value at once', async () => {
      const both = { ...soft, staleWhileRevalidateSeconds: 3_600 };
      const { cache } = instance();
      const atOnce = { ...both, name: 'at-once', key: () => 'at-once', softSeconds: 0 };
      await cache.getOrLoad(both, { id: 1 }, of(1));
      await cache.getOrLoad(atOnce, { id: 1 }, of(1));
      clock.advance(3_000_000);
      await cache.invalidate(['likes']);
      expect(await cache.getOrLoad(both, { id: 1 }, of(2))).to.include({ value: 1, stale: true });
      await eventually('the new value', async () => (await cache.getOrLoad(both, { id: 1 }, outage)).value === 2);
      expect(await cache.getOrLoad(atOnce, { id: 1 }, of(2))).to.include({ value: 2, stale: false });
    });

    it('ends with its time', async () => {
      const { cache } = instance();
      await cache.getOrLoad(swr, { id: 1 }, of(1));
      clock.advance(90_000);
      expect(await cache.getOrLoad(swr, { id: 1 }, of(2))).to.include({ value: 2, stale: false });
    });

    it('takes over what another process has loaded meanwhile', async () => {
      const [a, b] = [instance(), instance()];
      await a.cache.getOrLoad(swr, { id: 1 }, of(1));
      await b.cache.getOrLoad(swr, { id: 1 }, of(0));
      clock.advance(60_000);
      await a.cache.getOrLoad(swr, { id: 1 }, of(2));
      await eventually('a has it', () => a.cache.peek(swr, { id: 1 })?.value === 2);
      expect((await b.cache.getOrLoad(swr, { id: 1 }, outage)).value).to.equal(1);
      await eventually('b has it', () => b.cache.peek(swr, { id: 1 })?.value === 2);
      expect(b.statistics.of('swr').loads).to.equal(0);
    });

    it('is left alone for a while after a failure, and tried again afterwards', async () => {
      const { cache, statistics } = instance({ retryPauseMs: 30 });
      await cache.getOrLoad(swr, { id: 1 }, of(1));
      clock.advance(60_000);
      for (let i = 0; i < 20; i += 1) expect((await cache.getOrLoad(swr, { id: 1 }, outage)).value).to.equal(1);
      await eventually('the failure', () => statistics.of('swr').loadErrors === 1);
      await eventually('a second try', async () => {
        await cache.getOrLoad(swr, { id: 1 }, outage);
        return statistics.of('swr').loadErrors === 2;
      });
    });

    it('ends when the source says that there is no such thing any more', async () => {
      const [a, b] = [instance(), instance()];
      await a.cache.getOrLoad(swr, { id: 1 }, of(1));
      clock.advance(60_000);
      await a.cache.getOrLoad(swr, { id: 1 }, missing);
      await eventually('it was asked', () => a.statistics.of('swr').loadErrors === 1);
      for (const { cache } of [a, b]) {
        expect(await rejection(cache.getOrLoad(swr, { id: 1 }, missing))).to.have.property('code', 'POST_NOT_FOUND');
        expect(await rejection(cache.getOrLoad(swr, { id: 1 }, outage))).to.have.property('message', 'no database');
      }
      await a.cache.getOrLoad(swr, { id: 2 }, of(1));
      clock.advance(60_000);
      await a.cache.getOrLoad(swr, { id: 2 }, async () => undefined);
      await eventually('it was asked', () => a.statistics.of('swr').loads === 6);
      expect(await rejection(b.cache.getOrLoad(swr, { id: 2 }, outage))).to.have.property('message', 'no database');
    });

    it('does not begin where the bulkhead is full', async () => {
      const bulkhead = new QueueingBulkhead({ atOnce: 1, maxWaiting: 10, maxWaitMs: 60_000 });
      const { cache, statistics } = instance({ bulkhead });
      await cache.getOrLoad(swr, { id: 1 }, of(1));
      clock.advance(60_000);
      const door = gate<string>();
      const busy = bulkhead.run(() => door.load(AbortSignal.any([])));
      expect((await cache.getOrLoad(swr, { id: 1 }, of(2))).value).to.equal(1);
      door.open('done');
      await busy;
      await bulkhead.run(async () => undefined);
      expect(statistics.of('swr').loads).to.equal(1);
      await cache.getOrLoad(swr, { id: 1 }, of(2));
      await eventually('the new value', () => cache.peek(swr, { id: 1 })?.value === 2);
    });
  });

  describe('stale if error', () => {
    it('serves the old value when the source fails, without asking again for a while', async () => {
      const { cache, statistics } = instance({ retryPauseMs: 60_000 });
      await cache.getOrLoad(sie, { id: 1 }, of(1));
      clock.advance(60_000);
      for (let i = 0; i < 20; i += 1) {
        expect(await cache.getOrLoad(sie, { id: 1 }, outage)).to.include({ value: 1, stale: true, tier: 'shared' });
      }
      expect(statistics.of('sie')).to.include({ loadErrors: 1, stale: 20 });
    });

    it('asks again after the pause, and serves the new value', async () => {
      const { cache } = instance({ retryPauseMs: 20 });
      await cache.getOrLoad(sie, { id: 1 }, of(1));
      clock.advance(60_000);
      await cache.getOrLoad(sie, { id: 1 }, outage);
      await eventually('the new value', async () => (await cache.getOrLoad(sie, { id: 1 }, of(2))).value === 2);
    });

    it('serves nothing older than the family allows', async () => {
      const { cache } = instance({ retryPauseMs: 0 });
      await cache.getOrLoad(sie, { id: 1 }, of(1));
      clock.advance(89_999);
      expect((await cache.getOrLoad(sie, { id: 1 }, outage)).value).to.equal(1);
      clock.advance(1);
      expect(await rejection(cache.getOrLoad(sie, { id: 1 }, outage))).to.have.property('message', 'no database');
    });

    it('covers no answer of the source: what is not found is not found', async () => {
      const { cache } = instance();
      await cache.getOrLoad(sie, { id: 1 }, of(1));
      clock.advance(60_000);
      expect(await rejection(cache.getOrLoad(sie, { id: 1 }, missing))).to.have.property('code', 'POST_NOT_FOUND');
      expect(await rejection(cache.getOrLoad(sie, { id: 1 }, outage))).to.have.property('message', 'no database');
    });

    it('covers a hard timeout', async () => {
      const { cache } = instance({ hardTimeoutMs: 20 });
      await cache.getOrLoad(sie, { id: 1 }, of(1));
      clock.advance(60_000);
      expect(await cache.getOrLoad(sie, { id: 1 }, gate<number>().load)).to.include({ value: 1, stale: true });
    });

    it('never serves what was invalidated, in no process, not even on error', async () => {
      const [a, b] = [instance(), instance()];
      for (const family of [sie, swr]) {
        await a.cache.getOrLoad(family, { id: 1 }, of(1));
        clock.advance(60_000);
        await a.cache.invalidate(['thing:1']);
        for (const { cache } of [a, b]) {
          expect(await rejection(cache.getOrLoad(family, { id: 1 }, outage))).to.have.property('message', 'no database');
        }
      }
    });
  });

  describe('the soft timeout', () => {
    it('serves the old value while the load goes on, and keeps what comes late', async () => {
      const { cache, statistics } = instance({ softTimeoutMs: 10 });
      await cache.getOrLoad(sie, { id: 1 }, of(1));
      clock.advance(60_000);
      const door = gate<number>();
      expect(await cache.getOrLoad(sie, { id: 1 }, door.load)).to.include({ value: 1, stale: true });
      expect(await cache.getOrLoad(sie, { id: 1 }, door.load)).to.include({ value: 1, stale: true });
      expect([door.calls, door.signal?.aborted]).to.deep.equal([1, false]);
      door.open(2);
      await eventually('the new value', () => cache.peek(sie, { id: 1 })?.value === 2);
      expect((await instance().cache.getOrLoad(sie, { id: 1 }, outage)).value).to.equal(2);
      expect(statistics.of('sie').loads).to.equal(2);
    });

    it('does not keep what comes late when it was invalidated meanwhile', async () => {
      const { cache, statistics } = instance({ softTimeoutMs: 10 });
      await cache.getOrLoad(sie, { id: 1 }, of(1));
      clock.advance(60_000);
      const door = gate<number>();
      await cache.getOrLoad(sie, { id: 1 }, door.load);
      await cache.invalidate(['thing:1']);
      door.open(2);
      await eventually('the end of the load', () => statistics.of('sie').fenced === 1);
      expect((await cache.getOrLoad(sie, { id: 1 }, of(3))).value).to.equal(3);
    });

    it('does nothing where there is nothing old', async () => {
      const { cache } = instance({ softTimeoutMs: 1 });
      const door = gate<number>();
      setTimeout(() => door.open(1), 30);
      expect(await cache.getOrLoad(sie, { id: 1 }, door.load)).to.include({ value: 1, stale: false });
    });
  });

  it('counts from the load after a soft change, and has its whole time before', async () => {
    const [a, b] = [instance(), instance()];
    await a.cache.getOrLoad(soft, { id: 1 }, of(1));
    await a.cache.invalidate(['likes']);
    clock.advance(4_999);
    for (const { cache } of [a, b])
      expect((await cache.getOrLoad(soft, { id: 1 }, of(2), { consistency: 'shared' })).value).to.equal(1);
    clock.advance(1);
    for (const { cache } of [a, b])
      expect((await cache.getOrLoad(soft, { id: 1 }, of(3), { consistency: 'shared' })).value).to.equal(3);
    clock.advance(59_000);
    for (const { cache } of [a, b])
      expect((await cache.getOrLoad(soft, { id: 1 }, of(4), { consistency: 'shared' })).value).to.equal(3);
  });

  it('waiting for another process, a reader is not given what a soft change has ended', async () => {
    const [a, b] = [instance(), instance()];
    await a.cache.getOrLoad(soft, { id: 1 }, of(1));
    await store.invalidate(['likes']);
    clock.advance(5_000);
    const door = gate<number>();
    const first = a.cache.getOrLoad(soft, { id: 1 }, door.load, { consistency: 'shared' });
    await eventually('the load', () => door.calls === 1);
    const second = b.cache.getOrLoad(soft, { id: 1 }, of(9));
    setTimeout(() => door.open(2), 100);
    expect([(await first).value, (await second).value]).to.deep.equal([2, 2]);
  });

  it('may be configured, by the name of a family, and for soft changes', async () => {
    const { cache } = instance({ ttlSeconds: { sie: 10 }, softSeconds: 1 });
    const now = clock.now().getTime();
    const untilOf = async (family: typeof sie | typeof soft | typeof swr): Promise<number> =>
      (await cache.getOrLoad(family, { id: 1 }, of(1))).freshUntil - now;
    expect([await untilOf(sie), await untilOf(swr), await untilOf(soft)]).to.deep.equal([10_000, 60_000, 60_000]);
    await cache.invalidate(['likes']);
    expect(await untilOf(soft)).to.equal(1_000);
  });

  it('varies: what was made at the same time does not end at the same time', () => {
    const random = new SeededRandom(4);
    const times = Array.from({ length: 10_000 }, () => freshMs({ ttlSeconds: 100 }, () => random.next()));
    expect(Math.min(...times)).to.be.within(90_000, 90_100);
    expect(Math.max(...times)).to.be.within(99_900, 100_000);
    const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
    // The standard deviation of the mean of so many, evenly spread over 10 s, is 29 ms.
    expect(mean).to.be.within(95_000 - 87, 95_000 + 87);
  });

  describe('early refresh (XFetch)', () => {
    const draws = 100_000;
    for (const [delta, left] of [
      [100, 10],
      [100, 100],
      [100, 300],
      [2_000, 5_000],
    ] as const) {
      it(`is chosen ${left} ms before the end with the chance exp(-t/delta), of a load of ${delta} ms`, () => {
        const random = new SeededRandom(delta + left);
        const entry = { version: 1, loadedAt: 0, freshMs: 60_000, loadMs: delta };
        let early = 0;
        for (let i = 0; i < draws; i += 1) {
          early += Number(freshnessOf(entry, false, { ttlSeconds: 60 }, 60_000 - left, () => random.next()) === 'early');
        }
        const p = Math.exp(-left / delta);
        expect(Math.abs(early / draws - p)).to.be.below(3 * Math.sqrt((p * (1 - p)) / draws));
      });
    }

    it('loads once in the background, and nobody waits', async () => {
      let draw = 0;
      const { cache, statistics } = instance({ random: () => draw });
      const slow = async (): Promise<number> => new Promise((resolve) => void setTimeout(() => resolve(1), 20));
      await cache.getOrLoad(sie, { id: 1 }, slow);
      clock.advance(59_990);
      expect(cache.peek(sie, { id: 1 })?.value).to.equal(1);
      draw = 0.9;
      expect(cache.peek(sie, { id: 1 })).to.equal(undefined);
      draw = 0;
      const door = gate<number>();
      const reads = Array.from({ length: 20 }, () => cache.getOrLoad(sie, { id: 1 }, door.load));
      for (const read of await Promise.all(reads)) expect(read).to.include({ value: 1, stale: false, tier: 'process' });
      await eventually('the load', () => door.calls === 1);
      door.open(2);
      await eventually('the new value', () => cache.peek(sie, { id: 1 })?.value === 2);
      expect(statistics.of('sie').loads).to.equal(2);
    });
  });
});

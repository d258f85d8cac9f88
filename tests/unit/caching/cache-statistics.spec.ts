import { expect } from 'chai';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { cacheFamily } from '../../../src/core/caching/index.js';
import { CachingInstance } from '../../support/caching-instance.js';
import { eventually } from '../../support/eventually.js';
import { FakeClock } from '../../support/fake-clock.js';
import { rejection } from '../../support/rejection.js';
import { DeadStore, gate } from './caching-doubles.js';

const rules = { ttlSeconds: 60, version: 1, staleIfErrorSeconds: 30 };
const things = cacheFamily<number>()('thing:{id}', rules);
const others = cacheFamily<number>()('other:{id}', rules);
const nothing = {
  hits: { process: 0, shared: 0 },
  misses: 0,
  collapsed: 0,
  stale: 0,
  loads: 0,
  loadErrors: 0,
  fenced: 0,
  unreadable: 0,
  storeErrors: 0,
};

describe('the figures of the cache', () => {
  it('are exactly what happened, by family', async () => {
    const clock = new FakeClock();
    const store = new MemoryEntryStore(clock, { maxBytes: 1_000_000 });
    const [a, b] = [new CachingInstance(store, { clock }), new CachingInstance(store, { clock })];
    const one = async (): Promise<number> => 1;
    const outage = async (): Promise<number> => {
      throw new Error('no database');
    };

    await a.cache.getOrLoad(things, { id: 1 }, one);
    for (let i = 0; i < 3; i += 1) await a.cache.getOrLoad(things, { id: 1 }, one);
    a.cache.peek(things, { id: 1 });
    a.cache.peek(things, { id: 2 });
    await a.cache.getOrLoad(things, { id: 1 }, one, { consistency: 'shared' });
    await b.cache.getOrLoad(things, { id: 1 }, one);
    await rejection(a.cache.getOrLoad(things, { id: 2 }, outage));
    await Promise.all([1, 2, 3].map(() => a.cache.getOrLoad(things, { id: 3 }, one)));
    const door = gate<number>();
    const fenced = a.cache.getOrLoad(things, { id: 4 }, door.load);
    await eventually('the load', () => door.calls === 1);
    await a.cache.invalidate(['family:thing']);
    door.open(4);
    await fenced;
    await a.cache.getOrLoad(things, { id: 1 }, one);
    clock.advance(60_000);
    await a.cache.getOrLoad(things, { id: 1 }, outage);
    await a.cache.getOrLoad(others, { id: 1 }, one);

    const { bytes, loadSeconds, ...figures } = a.statistics.of('thing');
    expect(figures).to.deep.equal({
      ...nothing,
      hits: { process: 4, shared: 2 },
      stale: 1,
      misses: 7,
      collapsed: 2,
      loads: 6,
      loadErrors: 2,
      fenced: 1,
    });
    expect(bytes).to.be.within(3 * 60, 3 * 90);
    expect(loadSeconds).to.be.above(0);
    expect(a.statistics.all()).to.have.all.keys('other', 'thing');
    expect(a.statistics.of('other')).to.include({ misses: 1, loads: 1 });
    expect(b.statistics.of('thing')).to.deep.include({ hits: { process: 0, shared: 1 }, misses: 0, loads: 0 });
  });

  it('say how often the store failed: for its reading, in a read without it', async () => {
    const { cache, statistics } = new CachingInstance(new DeadStore());
    await cache.getOrLoad(things, { id: 1 }, async () => 1);
    expect(statistics.of('thing')).to.deep.include({ ...nothing, misses: 1, loads: 1, storeErrors: 1 });
  });
});

import { expect } from 'chai';
import { MemoryCache } from '../../../src/adapters/memory/memory-cache.js';
import { cacheContract } from '../../contracts/cache.contract.js';
import { FakeClock } from '../../support/fake-clock.js';

describe('MemoryCache', () => {
  let clock = new FakeClock();
  cacheContract({
    make: async (random) => {
      clock = new FakeClock();
      return new MemoryCache(clock, { maxBytes: 10_000_000, ...(random ? { random } : {}) });
    },
    pass: async (ms) => clock.advance(ms),
  });

  const make = (maxBytes: number): MemoryCache => new MemoryCache(new FakeClock(), { maxBytes });

  it('stays within its bytes: the least recently used goes first', async () => {
    const cache = make(10_000);
    const text = 'x'.repeat(1000); // 2 kB as UTF-16: four fit
    for (const key of ['a', 'b', 'c', 'd']) await cache.set(key, text, 60);
    await cache.get('a');
    await cache.set('e', text, 60);
    expect(await cache.get('a')).to.equal(text);
    expect(await cache.get('b')).to.equal(undefined);
    expect(await cache.get('e')).to.equal(text);
  });

  it('weighs hashes too, and does not keep what alone is too large', async () => {
    const cache = make(10_000);
    await cache.set('small', 1, 60);
    await cache.setHash('h', { a: 'x'.repeat(6000) }, 60);
    expect(await cache.getAllHash('h')).to.equal(undefined);
    expect(await cache.get('small')).to.equal(1);
    expect(await cache.getOrSet('v', 60, async () => 'x'.repeat(6000))).to.have.length(6000);
    expect(await cache.get('v')).to.equal(undefined);
  });

  it('lets other work run between the steps of a large deletion', async () => {
    const cache = make(10_000_000);
    for (let i = 0; i < 3000; i += 1) await cache.set(`k${i}`, 1, 60);
    let others = 0;
    const other = setImmediate(() => (others += 1));
    expect(await cache.delByPattern('k*')).to.equal(3000);
    clearImmediate(other);
    expect(others).to.equal(1);
  });
});

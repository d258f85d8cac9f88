import { expect } from 'chai';
import { cacheFamily, type LoadingCache } from '../../../src/core/caching/index.js';
import { CacheInstances } from '../../support/cache-instances.js';
import { FakeClock } from '../../support/fake-clock.js';

const rules = { ttlSeconds: 60, version: 1, softTags: () => ['soft'], softSeconds: 10 };
const inner = cacheFamily<number>()('inner', { ...rules, tags: () => ['hard'], staleWhileRevalidateSeconds: 600 });
const outer = cacheFamily<number>()('outer:{id}', { ...rules, tags: () => ['hard'] });

describe('a load that reads the cache', () => {
  let clock: FakeClock;
  let cache: LoadingCache;
  let truth: number;
  let loads: number;
  beforeEach(async () => {
    clock = new FakeClock();
    cache = await new CacheInstances(clock).add();
    [truth, loads] = [1, 0];
  });

  const loadInner = async (): Promise<number> => {
    loads += 1;
    return truth;
  };
  const readInner = async (): Promise<number | undefined> => (await cache.getOrLoad(inner, {}, loadInner)).value;
  const readOuter = async (id = 'a'): Promise<number | undefined> => (await cache.getOrLoad(outer, { id }, readInner)).value;

  it('is given what is kept', async () => {
    await readInner();
    expect([await readOuter('a'), await readOuter('b')]).to.deep.equal([1, 1]);
    expect(loads).to.equal(1);
  });

  it('has kept what was not', async () => {
    await readOuter();
    expect(await readInner()).to.equal(1);
    expect(loads).to.equal(1);
  });

  it('is not given what is a little late: the outer value would be kept as new with it', async () => {
    await readInner();
    truth = 2;
    await cache.invalidate(['soft']);
    expect(await readInner(), 'late for others').to.equal(1);
    expect(await readOuter()).to.equal(2);
  });

  it('is not given what is served while it is loaded anew', async () => {
    await readInner();
    truth = 2;
    clock.advance(61_000);
    expect(await readOuter()).to.equal(2);
  });

  it('takes no second place in the bulkhead, however many there are', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => String(i));
    expect(await Promise.all(ids.map((id) => readOuter(id)))).to.deep.equal(ids.map(() => 1));
  });

  it('does not wait for a load that waits behind it', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => String(i));
    const all = await Promise.all([...ids.map((id) => readOuter(id)), readInner(), ...ids.map((id) => readOuter(`${id}x`))]);
    expect(new Set(all)).to.deep.equal(new Set([1]));
  });
});

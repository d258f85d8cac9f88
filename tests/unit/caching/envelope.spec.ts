import { expect } from 'chai';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { seal, unseal } from '../../../src/core/caching/envelope.js';
import { cacheFamily, type FamilyRules, type ValueCodec } from '../../../src/core/caching/index.js';
import { CachingInstance } from '../../support/caching-instance.js';
import { FakeClock } from '../../support/fake-clock.js';
import { payloadsVersion1 as old } from './fixtures/payloads-version-1.js';

const text: ValueCodec<unknown> = {
  immutable: true,
  encode: (value) => `:${String(value)}`,
  decode: (kept) => {
    if (!kept.startsWith(':')) throw new TypeError('not mine');
    return kept.slice(1);
  },
};

describe('what is kept of a value', () => {
  const clock = new FakeClock('2026-01-01T00:00:10.000Z');
  const dependencies = { tags: ['all', 'family:old'], softTags: [] };

  /** What a reader gets who finds this text, and what is counted. */
  async function found(kept: string, rules: Partial<FamilyRules<object, unknown>> = {}) {
    const store = new MemoryEntryStore(clock, { maxBytes: 1_000_000 });
    await store.finish('old', dependencies, await store.begin('old', dependencies, 1_000), kept, 60_000);
    const { cache, statistics } = new CachingInstance(store, { clock });
    const family = cacheFamily<unknown>()('old', { ttlSeconds: 60, version: 1, ...rules });
    const { value, tier } = await cache.getOrLoad(family, {}, async () => 'loaded');
    return { value, tier, unreadable: statistics.of('old').unreadable };
  }

  it('is read as it was kept by the first version', async () => {
    const value = { n: 7, at: new Date('2026-01-01T00:00:00.000Z'), big: 9_007_199_254_740_993n, none: undefined };
    expect(await found(old['value'] ?? '')).to.deep.equal({ value, tier: 'shared', unreadable: 0 });
    expect(await found(old['number'] ?? '')).to.deep.equal({ value: 42, tier: 'shared', unreadable: 0 });
    // Its five seconds are over.
    expect(await found(old['none'] ?? '')).to.deep.equal({ value: 'loaded', tier: 'origin', unreadable: 0 });
  });

  it('is a miss for another version of the family, and counted', async () => {
    for (const kept of Object.values(old)) {
      expect(await found(kept, { version: 2 })).to.deep.equal({ value: 'loaded', tier: 'origin', unreadable: 1 });
    }
  });

  const head = JSON.stringify({ version: 1, loadedAt: clock.now().getTime(), freshMs: 60_000, loadMs: 1 });
  for (const garbage of [
    '',
    '\n',
    'null\nd[1]',
    '{}\nd[1]',
    '[]\n',
    '7\n7',
    '{"version":1}\n1',
    head,
    `${head}\n`,
    `${head}\nd[`,
    `${head}\nd{"a":1}`,
    `${head}\nNaN`,
  ]) {
    it(`is a miss, counted once, when it is garbage: ${JSON.stringify(garbage)}`, async () => {
      expect(await found(garbage)).to.deep.equal({ value: 'loaded', tier: 'origin', unreadable: 1 });
    });
  }

  it('is a miss, too, when the codec of the family cannot read it', async () => {
    expect(await found(`${head}\n:mine`, { codec: text })).to.deep.equal({ value: 'mine', tier: 'shared', unreadable: 0 });
    expect(await found(`${head}\nyours`, { codec: text })).to.deep.equal({ value: 'loaded', tier: 'origin', unreadable: 1 });
  });

  it('comes back from its envelope, whatever lines the body has', () => {
    const entry = { version: 3, loadedAt: 5, freshMs: 6, loadMs: 7, body: '\n{"a":\n1}\n' };
    expect(unseal(seal(entry), 3)).to.deep.equal(entry);
    expect(unseal(seal(entry), 2)).to.equal(undefined);
  });
});

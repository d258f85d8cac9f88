import { expect } from 'chai';
import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { entryStoreContract } from '../../contracts/entry-store.contract.js';
import { FakeClock } from '../../support/fake-clock.js';

describe('MemoryEntryStore', () => {
  let clock = new FakeClock();
  entryStoreContract({
    make: async () => {
      clock = new FakeClock();
      return new MemoryEntryStore(clock, { maxBytes: 16 * 1024 * 1024 });
    },
    pass: async (ms) => {
      clock.advance(ms);
    },
  });

  it('keeps the texts used last, within its bytes', async () => {
    const store = new MemoryEntryStore(new FakeClock(), { maxBytes: 10_000 });
    const under = { tags: ['all'], softTags: [] };
    for (let i = 0; i < 20; i += 1) {
      await store.finish(`k${i}`, under, await store.begin(`k${i}`, under, 1_000), 'x'.repeat(1_000), 60_000);
    }
    expect((await store.read('k19', under)).text).to.have.length(1_000);
    expect(await store.read('k0', under)).to.not.have.property('text');
  });

  it('says what was invalidated', async () => {
    const heard: string[] = [];
    const store = new MemoryEntryStore(new FakeClock(), { maxBytes: 1_000 }, (tags) => heard.push(...tags));
    await store.invalidate(['a', 'b']);
    expect(heard).to.deep.equal(['a', 'b']);
  });
});

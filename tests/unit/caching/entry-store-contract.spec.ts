import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { entryStoreContract } from '../../contracts/entry-store.contract.js';
import { describeFaults } from '../../support/contract-faults.js';
import { FakeClock } from '../../support/fake-clock.js';
import { type EntryStoreMaker, faultyEntryStores } from '../../support/faulty-entry-stores.js';

const fences = (...tags: string[]): string[] =>
  tags.flatMap((tag) => [
    `fence › keeps nothing that was begun before ${tag} was invalidated`,
    `fence › nor when ${tag} was used again meanwhile`,
  ]);
const softlyThrough = 'fence › lets through what a soft tag changed under, marked';
const softlyMarked = 'invalidation › of a soft tag marks what was kept before, and nothing else';
const oneHolder = 'lease › is given to one of fifty who begin at once, and to the next when it is given back';
const leaseEnds = 'lease › ends with the value, and by its time';
const onlyHolders = 'lease › is not given back by those who do not hold it';
const leaseFromBefore = 'lease › from before an invalidation holds nobody up';

/** Which promises each fault breaks. */
const expected: Record<keyof typeof faultyEntryStores, readonly string[]> = {
  FencesLate: [...fences('all', 'user:1'), softlyThrough],
  SeesOneTag: ['invalidation › of user:1 ends what depends on it, for good', ...fences('user:1'), leaseFromBefore],
  EndsOneTag: ['invalidation › of several tags at once ends what depends on any'],
  EndsTooMuch: ['invalidation › leaves the rest'],
  TakesSoftForHard: [softlyMarked, softlyThrough],
  HidesSoftChanges: [softlyMarked, softlyThrough],
  ForgetsLifetimes: ['texts › are gone when their time is over, not before'],
  LeasesToAll: [oneHolder, leaseEnds, onlyHolders, leaseFromBefore],
  LeasesForEver: [leaseEnds, onlyHolders],
  FreesAnyLease: [onlyHolders, leaseFromBefore],
  KeepsLeases: [leaseEnds],
  NeedsLeases: ['lease › is not needed to keep a value'],
  LeasesAcrossInvalidations: [leaseFromBefore],
  LeasesOnce: ['lease › of one key is none of another'],
  InventsEpochs: ['invalidation › changes the epochs, which are otherwise the same'],
  TrimsTexts: ['texts › come back as they were: "two\\nlines\\n", 10 characters'],
};

describeFaults<EntryStoreMaker, keyof typeof faultyEntryStores>('EntryStore', {
  contract: (make) => {
    let clock = new FakeClock();
    entryStoreContract({
      make: async () => {
        clock = new FakeClock();
        return make(clock);
      },
      pass: async (ms) => clock.advance(ms),
    });
  },
  sound: (clock) => new MemoryEntryStore(clock, { maxBytes: 16 * 1024 * 1024, maxTags: 1_000 }),
  faulty: faultyEntryStores,
  expected,
  promises: 28,
});

import { MemoryEntryStore } from '../../../src/adapters/memory/memory-entry-store.js';
import { MemoryInvalidationFeed } from '../../../src/adapters/memory/memory-invalidation-feed.js';
import { invalidationFeedContract } from '../../contracts/invalidation-feed.contract.js';
import { FakeClock } from '../../support/fake-clock.js';

describe('MemoryInvalidationFeed', () => {
  invalidationFeedContract({
    make: async () => {
      const feed = new MemoryInvalidationFeed();
      return { feed, store: new MemoryEntryStore(new FakeClock(), { maxBytes: 1_000_000 }, feed.publish) };
    },
  });
});

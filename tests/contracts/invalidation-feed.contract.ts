import { expect } from 'chai';
import type { EntryStore, InvalidationFeed, InvalidationListener } from '../../src/core/caching/index.js';
import { eventually } from '../support/eventually.js';

export interface InvalidationFeedHarness {
  /** A feed, and the store whose invalidations it tells. */
  make(): Promise<{ readonly feed: InvalidationFeed; readonly store: EntryStore }>;
}

export class Heard implements InvalidationListener {
  readonly tags: string[] = [];
  losses = 0;
  invalidated(tags: readonly string[]): void {
    this.tags.push(...tags);
  }
  missed(): void {
    this.losses += 1;
  }
}

/** What every InvalidationFeed promises (src/core/caching/ports/invalidation-feed.ts). */
export function invalidationFeedContract(harness: InvalidationFeedHarness): void {
  describe('InvalidationFeed contract', () => {
    it('is current once it has started', async () => {
      const { feed } = await harness.make();
      await feed.start(new Heard());
      await eventually('the first confirmation', () => feed.isCurrent());
      expect(feed.boundMs).to.be.within(0, 10_000);
      await feed.stop();
    });

    it('tells every invalidation in order, with all its tags', async () => {
      const { feed, store } = await harness.make();
      const heard = new Heard();
      await feed.start(heard);
      for (let i = 0; i < 50; i += 1) await store.invalidate([`a${i}`, 'b c,"\n']);
      const expected = Array.from({ length: 50 }, (_, i) => [`a${i}`, 'b c,"\n']).flat();
      await eventually('all of them', () => heard.tags.length === expected.length);
      expect(heard.tags).to.deep.equal(expected);
      expect(feed.isCurrent()).to.equal(true);
      await feed.stop();
    });

    it('tells nothing after it has stopped', async () => {
      const { feed, store } = await harness.make();
      const heard = new Heard();
      await feed.start(heard);
      await store.invalidate(['before']);
      await eventually('the first', () => heard.tags.length === 1);
      await feed.stop();
      await store.invalidate(['after']);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(heard.tags).to.deep.equal(['before']);
    });
  });
}

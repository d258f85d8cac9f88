import { expect } from 'chai';
import type { TrendingReader } from '../../src/core/feed/index.js';
import type { Keyset, PageRequest } from '../../src/core/kernel/index.js';
import type { FeedWorld } from './feed-world.js';

export interface TrendingReaderHarness extends FeedWorld {
  make(): TrendingReader;
  /** A ranking of these posts, best first, as TrendingRanking leaves it. */
  rankPosts(madeAt: Date, postIds: readonly string[]): Promise<void>;
  forgetRanking(madeAt: Date): Promise<void>;
  /** In place of the one before. Names of hashtags, best first. */
  rankHashtags(names: readonly string[]): Promise<void>;
}

/** What every TrendingReader promises (src/core/feed/ports/trending-reader.ts). */
export function trendingReaderContract(harness: TrendingReaderHarness): void {
  describe('TrendingReader contract', () => {
    let trending: TrendingReader;
    let authors: string[];
    let ranked: string[];
    let madeAt: Date;
    let minutes = 0;
    const nextTime = (): Date => {
      minutes += 5;
      return new Date(harness.now().getTime() + minutes * 60_000);
    };
    before(async () => {
      trending = harness.make();
      expect(await trending.posts(undefined, { page: 1, limit: 10 })).to.deep.equal({ items: [], total: 0 });
      expect(await trending.hashtags(10)).to.deep.equal([]);
    });
    beforeEach(async () => {
      authors = await Promise.all(Array.from({ length: 7 }, () => harness.person()));
      ranked = await harness.posts(authors.map((authorId) => ({ authorId })));
      ranked.push(ranked.shift() ?? ''); // not in the order of their ids
      authors.push(authors.shift() ?? '');
      madeAt = nextTime();
      await harness.rankPosts(madeAt, ranked);
    });

    const read = async (page: PageRequest, viewer?: string): Promise<{ ids: string[]; total: number; next?: Keyset }> => {
      const { items, ...rest } = await trending.posts(viewer, page);
      return { ids: items.map(({ id }) => id), ...rest };
    };
    /** The rest of the list by position; a page is short only when it is the last. */
    const walk = async (limit: number, viewer?: string, from?: Keyset): Promise<string[]> => {
      const met: string[] = [];
      let after = from;
      do {
        const { ids, next } = await read({ page: 1, limit, ...(after ? { after } : {}) }, viewer);
        if (next) expect(ids).to.have.length(limit);
        met.push(...ids);
        after = next;
      } while (after);
      return met;
    };
    const expectWhole = async (expected: readonly string[], viewer?: string): Promise<void> => {
      for (const limit of [1, 2, 3, 7, 10]) {
        expect(await walk(limit, viewer), `by position, ${limit}`).to.deep.equal(expected);
        const second = await read({ page: 2, limit }, viewer);
        expect(second.ids, `page 2 of ${limit}`).to.deep.equal(expected.slice(limit, 2 * limit));
        expect(second.total).to.equal(expected.length);
      }
      expect(await read({ page: 9, limit: 3 }, viewer)).to.deep.equal({ ids: [], total: expected.length });
    };

    it('gives the newest ranking, best first, the same by page and by position, each post as the viewer sees it', async () => {
      const me = await harness.person();
      const [best = ''] = ranked;
      await harness.like(me, best);
      await harness.follow(me, authors[0] ?? '');
      await expectWhole(ranked);
      const [mine] = (await trending.posts(me, { page: 1, limit: 1 })).items;
      expect(mine).to.deep.include({ id: best, isLiked: true, likeCount: 1 });
      expect(mine?.author).to.include({ id: authors[0], isFollowing: true });
      const [guests] = (await trending.posts(undefined, { page: 1, limit: 1 })).items;
      expect(guests).to.deep.include({ id: best, isLiked: false });
    });

    it('leaves out whoever stands in a block with the viewer, and fills up', async () => {
      const me = await harness.person();
      await harness.block(me, authors[0] ?? '');
      await harness.block(authors[3] ?? '', me);
      await expectWhole(
        ranked.filter((_, i) => i !== 0 && i !== 3),
        me,
      );
      await expectWhole(ranked);
    });

    it('leaves out at once what was deleted or hidden, and those who were banned', async () => {
      await harness.deletePost(ranked[0] ?? '');
      await harness.hidePost(ranked[2] ?? '', 'PRIVATE');
      await harness.hidePost(ranked[3] ?? '', 'FOLLOWERS');
      await harness.ban(authors[5] ?? '');
      await expectWhole([ranked[1], ranked[4], ranked[6]] as string[]);
      await harness.ban(authors[5] ?? '', harness.now());
      await expectWhole([ranked[1], ranked[4], ranked[5], ranked[6]] as string[]);
    });

    it('stays in one ranking while pages are turned, until it is forgotten: then the list ends', async () => {
      const { next } = await read({ page: 1, limit: 2 });
      await harness.rankPosts(nextTime(), [...ranked].reverse());
      expect(await walk(2, undefined, next)).to.deep.equal(ranked.slice(2));
      await expectWhole([...ranked].reverse());
      await harness.forgetRanking(madeAt);
      const after = next as Keyset;
      expect(await read({ page: 1, limit: 2, after })).to.deep.equal({ ids: [], total: 0 });
    });

    it('continues where the reader was when the very post he ended with is gone', async () => {
      const { ids, next } = await read({ page: 1, limit: 3 });
      await harness.deletePost(ids[2] ?? '');
      await harness.hidePost(ids[1] ?? '', 'PRIVATE');
      expect(await walk(2, undefined, next)).to.deep.equal(ranked.slice(3));
    });

    it('ends the list for a position that no ranking has', async () => {
      const after = { at: madeAt, id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
      expect((await read({ page: 1, limit: 3, after })).ids).to.deep.equal([]);
    });

    it('gives the first hashtags, those without a public post left out', async () => {
      const [post = ''] = await harness.posts(
        [['enduro', 'kakheti'], ['kakheti'], ['empty']].map((hashtags, i) => ({ authorId: authors[i] ?? '', hashtags })),
      );
      const hidden = await harness.post({ authorId: authors[0] ?? '', hashtags: ['hidden'] });
      await harness.rankHashtags(['hidden', 'kakheti', 'empty', 'enduro']);
      await harness.hidePost(hidden, 'FOLLOWERS');
      const names = async (limit: number): Promise<[string, number][]> =>
        (await trending.hashtags(limit)).map(({ name, postsCount }) => [name, postsCount]);
      const expected = [
        ['kakheti', 2],
        ['empty', 1],
        ['enduro', 1],
      ];
      expect(await names(10)).to.deep.equal(expected);
      expect(await names(2)).to.deep.equal(expected.slice(0, 2));
      await harness.deletePost(post);
      expect(await names(10)).to.deep.equal([
        ['kakheti', 1],
        ['empty', 1],
      ]);
    });
  });
}

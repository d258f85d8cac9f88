import { expect } from 'chai';
import type { FeedReader } from '../../src/core/feed/index.js';
import type { Keyset, PageRequest } from '../../src/core/kernel/index.js';
import type { PostView } from '../../src/core/posts/index.js';
import { SeededRandom } from '../support/seeded-random.js';
import { randomFeedWorld } from './feed-random-world.js';
import type { FeedWorld } from './feed-world.js';

export interface FeedReaderHarness extends FeedWorld {
  make(): FeedReader;
}

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const first: PageRequest = { page: 1, limit: 10 };
const newestFirst = (ids: readonly string[]): string[] => [...ids].sort().reverse();

/** What every FeedReader promises (src/core/feed/ports/feed-reader.ts). */
export function feedReaderContract(harness: FeedReaderHarness): void {
  describe('FeedReader contract', function () {
    this.timeout(60_000);
    let feed: FeedReader;
    let reader: string;
    before(() => {
      feed = harness.make();
    });
    beforeEach(async () => {
      reader = await harness.person();
    });

    const followed = async (): Promise<string> => {
      const id = await harness.person();
      await harness.follow(reader, id);
      return id;
    };
    const ids = async (page = first): Promise<string[]> => (await feed.page(reader, page)).items.map(({ id }) => id);
    /** The whole feed by position; a page is short only when it is the last. */
    const walk = async (limit: number): Promise<string[]> => {
      const met: string[] = [];
      let after: Keyset | undefined;
      do {
        const { items, next } = await feed.page(reader, { page: 1, limit, ...(after ? { after } : {}) });
        if (next) expect(items, 'a full page while more follows').to.have.length(limit);
        met.push(...items.map(({ id }) => id));
        after = next;
      } while (after);
      return met;
    };
    const expectWhole = async (expected: readonly string[]): Promise<void> => {
      for (const limit of [1, 2, 3, 5, 50]) {
        expect(await walk(limit), `by position, ${limit}`).to.deep.equal(expected);
        for (let page = 1; page <= 4; page += 1) {
          const part = expected.slice((page - 1) * limit, page * limit);
          expect(await ids({ page, limit }), `page ${page} of ${limit}`).to.deep.equal(part);
        }
      }
    };

    it('is empty for one who follows nobody and wrote nothing', async () => {
      expect(await feed.page(reader, first)).to.deep.equal({ items: [], total: 0 });
      await followed();
      expect(await feed.page(reader, first)).to.deep.equal({ items: [], total: 0 });
      expect(await feed.countNewer(reader, { at: at(0), id: harness.unknownId() }, 100)).to.equal(0);
    });

    it('shows posts as they are shown to the reader', async () => {
      const [author, stranger] = [await followed(), await harness.person()];
      const original = await harness.post({ authorId: stranger, content: 'first' });
      const quote = await harness.post({ authorId: author, content: 'look', repostOfId: original });
      await harness.like(reader, quote);
      const [view] = (await feed.page(reader, first)).items as [PostView];
      expect(view).to.deep.include({ id: quote, content: 'look', isLiked: true, likeCount: 1, isSaved: false, images: [] });
      expect(view.author).to.include({ id: author, isFollowing: true });
      expect(view.repostOf).to.deep.include({ id: original, content: 'first' });
    });

    it('holds one’s own posts of every kind and the public and followers’ posts of those one follows, newest first', async () => {
      const [author, stranger] = [await followed(), await harness.person()];
      const kinds = ['PUBLIC', 'FOLLOWERS', 'PRIVATE'] as const;
      const mine = await harness.posts(kinds.map((visibility, i) => ({ authorId: reader, visibility, at: at(i) })));
      const theirs = await harness.posts(kinds.map((visibility, i) => ({ authorId: author, visibility, at: at(10 + i) })));
      await harness.posts(kinds.map((visibility) => ({ authorId: stranger, visibility, at: at(20) })));
      await harness.post({ authorId: author, deleted: true, at: at(30) });
      await expectWhole([theirs[1], theirs[0], mine[2], mine[1], mine[0]] as string[]);
      expect((await feed.page(reader, { page: 9, limit: 2 })).total).to.equal(5);
    });

    it('leaves out the banned while they are, and the unverified', async () => {
      const [banned, free, unverified] = [await followed(), await followed(), await harness.person({ verified: false })];
      await harness.follow(reader, unverified);
      await harness.posts([banned, unverified].map((authorId) => ({ authorId })));
      const shown = await harness.post({ authorId: free });
      await harness.ban(banned);
      await harness.ban(free, harness.now());
      expect(await feed.page(reader, first)).to.deep.include({ total: 1 });
      expect(await ids()).to.deep.equal([shown]);
    });

    it('fills up with older posts of others when the newest of some are reposts of somebody hidden', async () => {
      const hidden = await harness.person();
      await harness.block(hidden, reader);
      const originals = await harness.posts(Array.from({ length: 6 }, () => ({ authorId: hidden, at: at(0) })));
      const loud = [await followed(), await followed(), await followed()];
      for (const authorId of loud) {
        await harness.posts(originals.map((repostOfId, i) => ({ authorId, repostOfId, at: at(60 + i) })));
      }
      const quiet = [await followed(), await followed(), await followed()];
      const posts = await harness.posts([...quiet, ...loud].map((authorId, i) => ({ authorId, at: at(40 - i) })));
      await expectWhole(posts);
    });

    it('continues inside equal times, also where more people posted last at one time than the page holds', async () => {
      const authors = await Promise.all(Array.from({ length: 7 }, followed));
      const early = await harness.posts(authors.map((authorId) => ({ authorId, at: at(1) })));
      const late = await harness.posts(authors.map((authorId) => ({ authorId, at: at(2) })));
      const own = await harness.post({ authorId: reader, at: at(2) });
      await expectWhole([...newestFirst([...late, own]), ...newestFirst(early)]);
    });

    it('looks also at those whose newest posts lie above the position', async () => {
      const [often, seldom] = [await followed(), await followed()];
      const early = await harness.post({ authorId: often, at: at(1) });
      const middle = await harness.post({ authorId: seldom, at: at(2) });
      await harness.posts([3, 4, 5].map((second) => ({ authorId: often, at: at(second) })));
      const page = { page: 1, limit: 1 };
      expect(await ids({ ...page, after: { at: at(3), id: '00000000-0000-0000-0000-000000000000' } })).to.deep.equal([middle]);
      expect(await ids({ ...page, after: { at: at(2), id: middle } })).to.deep.equal([early]);
    });

    it('needs no row at the position', async () => {
      const author = await followed();
      const posts = await harness.posts([3, 2, 1].map((second) => ({ authorId: author, at: at(second) })));
      const { next } = await feed.page(reader, { page: 1, limit: 2 });
      await harness.deletePost(posts[1] ?? '');
      expect(await ids({ page: 1, limit: 2, ...(next ? { after: next } : {}) })).to.deep.equal([posts[2]]);
    });

    it('counts the posts of others above a position, up to a number; equal times by id', async () => {
      const [author, hidden] = [await followed(), await harness.person()];
      const sameTime = newestFirst(await harness.posts(Array.from({ length: 5 }, () => ({ authorId: author, at: at(5) }))));
      await harness.posts([4, 6].map((second) => ({ authorId: author, at: at(second) })));
      await harness.post({ authorId: reader, at: at(7) });
      await harness.post({ authorId: author, visibility: 'PRIVATE', at: at(7) });
      const original = await harness.post({ authorId: hidden });
      await harness.block(reader, hidden);
      await harness.post({ authorId: author, repostOfId: original, at: at(8) });
      const newer = (id: string, most = 100): Promise<number> => feed.countNewer(reader, { at: at(5), id }, most);
      for (const [i, id] of sameTime.entries()) expect(await newer(id)).to.equal(i + 1);
      expect(await newer(sameTime[4] ?? '', 3)).to.equal(3);
      expect(await feed.countNewer(reader, { at: at(6), id: harness.unknownId() }, 100)).to.equal(0);
    });

    for (let seed = 1; seed <= 12; seed += 1) {
      it(`is what looking at every post gives, seed ${seed}`, async () => {
        const random = new SeededRandom(seed);
        const { people, model } = await randomFeedWorld(harness, random, at);
        let met = 0;
        for (const person of people) {
          reader = person;
          const limit = 1 + random.below(4);
          expect(await walk(limit), 'by position').to.deep.equal(model.feed(person).map(({ id }) => id));
          for (const page of [1, 2, 3]) {
            const found = await feed.page(person, { page, limit });
            expect(found.items.map(({ id }) => id)).to.deep.equal(model.page(person, limit, undefined, (page - 1) * limit));
            expect(found.total).to.equal(model.total(person));
          }
          const position = random.pick([...model.posts.values()]);
          const most = 1 + random.below(20);
          expect(await feed.countNewer(person, position, most)).to.equal(model.newer(person, position, most));
          met += model.feed(person).length;
        }
        expect(met, 'there was something to read').to.be.greaterThan(20);
      });
    }
  });
}

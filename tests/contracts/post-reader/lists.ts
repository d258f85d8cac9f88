import { expect } from 'chai';
import type { PostReader } from '../../../src/core/posts/index.js';
import { atSecond, firstPage, idsByCursor, idsIn, type PostList, type PostReaderHarness } from './pages.js';

interface ListCase {
  readonly name: string;
  /** Puts a new post into the list of `owner` at this time. */
  add(owner: string, at: Date, hidden: boolean): Promise<string>;
  list(owner: string, viewer: string | undefined): PostList;
}

/** Order and pages of each list. */
export function postListsContract(harness: PostReaderHarness): void {
  describe('lists', () => {
    let reader: PostReader;
    let author: string;
    before(async () => {
      reader = harness.make();
      author = await harness.person();
    });
    const visibility = (hidden: boolean): 'PUBLIC' | 'PRIVATE' => (hidden ? 'PRIVATE' : 'PUBLIC');
    let made = 0;
    /** The later it was posted, the longer ago: what counts is the time of the reaction. */
    const reacted = (hidden: boolean): Promise<string> => {
      made += 1;
      return harness.post(author, { visibility: visibility(hidden), at: new Date(atSecond(0).getTime() - made * 1000) });
    };

    const cases: readonly ListCase[] = [
      {
        name: 'byAuthor, by time of posting',
        add: (owner, at, hidden) => harness.post(owner, { at, visibility: visibility(hidden) }),
        list: (owner, viewer) => (page) => reader.byAuthor(owner, viewer, page),
      },
      {
        name: 'byHashtag, by time of posting',
        add: (owner, at, hidden) => harness.post(author, { at, hashtags: [owner], visibility: visibility(hidden) }),
        list: (owner, viewer) => (page) => reader.byHashtag(owner, viewer, page),
      },
      {
        name: 'likedBy, by time of liking',
        add: async (owner, at, hidden) => {
          const id = await reacted(hidden);
          await harness.like(id, owner, at);
          return id;
        },
        list: (owner, viewer) => (page) => reader.likedBy(owner, viewer, page),
      },
      {
        name: 'savedBy, by time of saving',
        add: async (owner, at, hidden) => {
          const id = await reacted(hidden);
          await harness.save(id, owner, at);
          return id;
        },
        list: (owner) => (page) => reader.savedBy(owner, page),
      },
    ];

    for (const { name, add, list } of cases) {
      it(`${name}: newest first, equal times by id, filled up past hidden ones, the same by page and by cursor`, async () => {
        const owner = await harness.person();
        const early: string[] = [];
        const late: string[] = [];
        for (let i = 0; i < 4; i += 1) {
          early.push(await add(owner, atSecond(1), false));
          await add(owner, atSecond(1 + (i % 2)), true);
          if (i < 3) late.push(await add(owner, atSecond(2), false));
        }
        const expected = [...late.sort().reverse(), ...early.sort().reverse()];
        const viewed = list(owner, undefined);
        expect(await viewed(firstPage)).to.include({ total: 7 });
        expect(await idsIn(viewed)).to.deep.equal(expected);
        for (const limit of [1, 2, 6, 7, 8]) {
          expect(await idsByCursor(viewed, limit), `by ${limit}`).to.deep.equal(expected);
          expect(await idsIn(viewed, { page: 2, limit })).to.deep.equal(expected.slice(limit, 2 * limit));
        }
        expect(await viewed({ page: 9, limit: 2 })).to.deep.equal({ items: [], total: 7 });
      });

      it(`${name}: a position stays exact while posts come above and go below`, async () => {
        const owner = await harness.person();
        const posts: string[] = [];
        for (let i = 1; i <= 5; i += 1) posts.unshift(await add(owner, atSecond(i), false));
        const viewed = list(owner, undefined);
        const part = await viewed({ page: 1, limit: 2 });
        await add(owner, atSecond(9), false);
        await harness.deletePost(posts[1] ?? '');
        await harness.deletePost(posts[3] ?? '');
        const after = part?.next;
        if (!after) throw new Error('three more follow');
        expect(await idsIn(viewed, { page: 1, limit: 9, after })).to.deep.equal([posts[2], posts[4]]);
      });

      it(`${name}: is empty where there is nothing`, async () => {
        expect(await list(await harness.person(), undefined)(firstPage)).to.deep.equal({ items: [], total: 0 });
      });
    }

    it('byAuthor and likedBy are not there for a person the viewer does not get to see', async () => {
      const [owner, viewer] = [await harness.person(), await harness.person()];
      await harness.block(owner, viewer);
      const hidden = [
        harness.unknownId(),
        await harness.person({ verified: false }),
        await harness.person({ bannedUntil: null }),
        owner,
      ];
      for (const id of hidden) {
        expect(await reader.byAuthor(id, viewer, firstPage)).to.equal(undefined);
        expect(await reader.likedBy(id, viewer, firstPage)).to.equal(undefined);
      }
      expect(await reader.byAuthor(viewer, owner, firstPage)).to.deep.equal({ items: [], total: 0 });
    });

    it('byHashtag counts for each viewer up to 200 public posts, beyond that all public ones', async () => {
      const [mine, blocked, viewer, tag] = [
        await harness.person(),
        await harness.person(),
        await harness.person(),
        harness.unknownId(),
      ];
      await harness.block(viewer, blocked);
      for (let i = 0; i < 199; i += 1) await harness.post(mine, { hashtags: [tag] });
      await harness.post(blocked, { hashtags: [tag] });
      await harness.post(mine, { hashtags: [tag], visibility: 'FOLLOWERS' });
      const one = { page: 1, limit: 1 };
      expect((await reader.byHashtag(tag, viewer, one)).total).to.equal(199);
      expect((await reader.byHashtag(tag, mine, one)).total).to.equal(201);
      await harness.post(mine, { hashtags: [tag] });
      expect((await reader.byHashtag(tag, viewer, one)).total).to.equal(201);
      expect(await reader.byHashtag('nobody_used_it', viewer, one)).to.deep.equal({ items: [], total: 0 });
    }).timeout(60_000);
  });
}

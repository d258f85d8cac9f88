import { expect } from 'chai';
import type { Keyset, Page, PageRequest } from '../../src/core/kernel/index.js';
import { type CommentReader, type CommentView, postVisibilities } from '../../src/core/posts/index.js';
import type { CommentsWorld } from './comments-world.js';

export interface CommentReaderHarness extends CommentsWorld {
  make(): CommentReader;
}

type List = (page: PageRequest) => Promise<Page<CommentView> | undefined>;

const first: PageRequest = { page: 1, limit: 10 };
const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));
const idsOf = (items: readonly CommentView[] = []): string[] => items.map(({ id }) => id);

async function shown(list: List, page = first): Promise<Page<CommentView>> {
  const found = await list(page);
  if (!found) throw new Error('the list is not shown');
  return found;
}

async function byCursor(list: List, limit: number): Promise<string[]> {
  const met: string[] = [];
  let after: Keyset | undefined;
  do {
    const found: Page<CommentView> = await shown(list, { page: 1, limit, ...(after ? { after } : {}) });
    met.push(...idsOf(found.items));
    after = found.next;
  } while (after);
  return met;
}

/** What every CommentReader promises (src/core/posts/ports/comment-reader.ts). */
export function commentReaderContract(harness: CommentReaderHarness): void {
  describe('CommentReader contract', () => {
    let reader: CommentReader;
    let writer: string;
    let viewer: string;
    let post: string;
    before(() => {
      reader = harness.make();
    });
    beforeEach(async () => {
      [writer, viewer] = [await harness.person({ bio: 'hello' }), await harness.person()];
      post = await harness.post(writer);
    });

    it('gives the whole comment, with the author and the likes as the viewer sees them', async () => {
      const root = await harness.comment(post, writer, { content: 'hello', createdAt: at(1) });
      const reply = await harness.comment(post, viewer, { parentId: root });
      await harness.like(root, viewer);
      await harness.follow(viewer, writer);
      const found = await reader.find(root, viewer);
      expect(found?.author).to.include({ id: writer, bio: 'hello', avatarKey: null, isFollowing: true });
      expect({ ...found, author: 0 }).to.deep.equal({
        id: root,
        content: 'hello',
        postId: post,
        parentId: null,
        author: 0,
        likeCount: 1,
        repliesCount: 1,
        isLiked: true,
        isDeleted: false,
        deletedBy: null,
        replies: [],
        createdAt: at(1),
        updatedAt: at(1),
      });
      const asGuest = await reader.find(root, undefined);
      expect(asGuest?.isLiked).to.equal(false);
      expect(asGuest?.author.isFollowing).to.equal(false);
      expect((await reader.find(reply, undefined))?.parentId).to.equal(root);
    });

    const lists: [string, 'desc' | 'asc', (top: string, reply: string) => { list: List; parentId?: string }][] = [
      ['ofPost', 'desc', () => ({ list: (page) => reader.ofPost(post, viewer, page) })],
      ['repliesTo a comment', 'asc', (top) => ({ list: (page) => reader.repliesTo(top, viewer, page), parentId: top })],
      ['repliesTo a reply', 'asc', (_, reply) => ({ list: (page) => reader.repliesTo(reply, viewer, page), parentId: reply })],
    ];
    for (const [name, order, listOf] of lists) {
      it(`${name}: equal times by id, the same by page and by cursor; the total is that of the whole list`, async () => {
        const elsewhere = await harness.post(writer);
        const top = await harness.comment(elsewhere, writer);
        const reply = await harness.comment(elsewhere, writer, { parentId: top, createdAt: at(0) });
        const { list, parentId } = listOf(top, reply);
        const place = parentId ? { parentId } : {};
        const made = [];
        for (const second of [1, 1, 1, 2, 2])
          made.push(await harness.comment(parentId ? elsewhere : post, writer, { ...place, createdAt: at(second) }));
        const own = name === 'repliesTo a comment' ? [reply] : [];
        const expected = [...own, ...made.slice(0, 3).sort(), ...made.slice(3).sort()];
        if (order === 'desc') expected.reverse();
        expect(idsOf((await shown(list)).items)).to.deep.equal(expected);
        for (const limit of [1, 2, 6, 7]) {
          expect(await byCursor(list, limit)).to.deep.equal(expected);
          expect(idsOf((await shown(list, { page: 2, limit })).items)).to.deep.equal(expected.slice(limit, 2 * limit));
        }
        expect(await shown(list, { page: 9, limit: 2 })).to.deep.equal({ items: [], total: expected.length });
      });
    }

    it('ofPost brings the first three below each, oldest first, however deep; nothing comes along elsewhere', async () => {
      const [root, alone] = [await harness.comment(post, writer), await harness.comment(post, writer)];
      const reply = await harness.comment(post, writer, { parentId: root, createdAt: at(3) });
      const deep = await harness.comment(post, writer, { parentId: reply, createdAt: at(4) });
      const early = await harness.comment(post, writer, { parentId: root, createdAt: at(2) });
      await harness.comment(post, writer, { parentId: root, createdAt: at(5) });
      const { items } = await shown((page) => reader.ofPost(post, viewer, page));
      const previews = Object.fromEntries(items.map(({ id, replies }) => [id, replies]));
      expect(idsOf(previews[root])).to.deep.equal([early, reply, deep]);
      expect(previews[alone]).to.deep.equal([]);
      expect(previews[root]?.[0]).to.deep.equal(await reader.find(early, viewer));
      const below = await shown((page) => reader.repliesTo(root, viewer, page));
      expect(below.total).to.equal(4);
      expect(below.items.flatMap(({ replies }) => replies)).to.deep.equal([]);
    });

    it('shows a post that nobody commented on, and a comment that nobody answered, as empty', async () => {
      expect(await reader.ofPost(post, undefined, first)).to.deep.equal({ items: [], total: 0 });
      const root = await harness.comment(post, writer);
      expect(await reader.repliesTo(root, undefined, first)).to.deep.equal({ items: [], total: 0 });
    });

    it('is not there where the post is not shown, nor for what is unknown', async () => {
      const author = await harness.person();
      await harness.follow(viewer, author);
      for (const visibility of postVisibilities) {
        const id = await harness.post(author, visibility);
        const root = await harness.comment(id, author);
        const readers: [string | undefined, boolean][] = [
          [author, true],
          [viewer, visibility !== 'PRIVATE'],
          [writer, visibility === 'PUBLIC'],
          [undefined, visibility === 'PUBLIC'],
        ];
        for (const [who, sees] of readers) {
          expect((await reader.find(root, who)) !== undefined).to.equal(sees);
          expect((await reader.ofPost(id, who, first)) !== undefined).to.equal(sees);
          expect((await reader.repliesTo(root, who, first)) !== undefined).to.equal(sees);
        }
      }
      expect(await reader.find(harness.unknownId(), viewer)).to.equal(undefined);
      expect(await reader.ofPost(harness.unknownId(), viewer, first)).to.equal(undefined);
      expect(await reader.repliesTo(harness.unknownId(), viewer, first)).to.equal(undefined);
    });

    it('hides and does not count what the unverified, the banned and those in a block wrote, and everything below it', async () => {
      const [blocked, blocker, unverified, banned, free] = [
        await harness.person(),
        await harness.person(),
        await harness.person({ verified: false }),
        await harness.person({ bannedUntil: null }),
        await harness.person({ bannedUntil: harness.now() }),
      ];
      await harness.block(viewer, blocked);
      await harness.block(blocker, viewer);
      const root = await harness.comment(post, writer);
      const fine = await harness.comment(post, free, { parentId: root });
      for (const who of [blocked, blocker, unverified, banned]) {
        const hiddenRoot = await harness.comment(post, who);
        const under = await harness.comment(post, writer, { parentId: hiddenRoot });
        const hiddenReply = await harness.comment(post, who, { parentId: fine, createdAt: at(0) });
        const below = await harness.comment(post, writer, { parentId: hiddenReply, createdAt: at(0) });
        const further = await harness.comment(post, writer, { parentId: below, createdAt: at(0) });
        for (const id of [hiddenRoot, under, hiddenReply, below, further]) {
          expect(await reader.find(id, viewer)).to.equal(undefined);
          expect(await reader.repliesTo(id, viewer, first)).to.equal(undefined);
        }
      }
      const list = await shown((page) => reader.ofPost(post, viewer, page));
      expect([idsOf(list.items), list.total]).to.deep.equal([[root], 1]);
      expect(idsOf(list.items[0]?.replies)).to.deep.equal([fine]);
      const below = await shown((page) => reader.repliesTo(root, viewer, page));
      expect([idsOf(below.items), below.total]).to.deep.equal([[fine], 1]);
      expect((await shown((page) => reader.repliesTo(fine, viewer, page))).total).to.equal(0);
      expect((await shown((page) => reader.ofPost(post, undefined, page))).total).to.equal(3);
      expect((await shown((page) => reader.repliesTo(root, undefined, page))).total).to.equal(7);
      expect((await shown((page) => reader.repliesTo(fine, undefined, page))).total).to.equal(2);
    });

    it('shows a deleted one, emptied, while something live stands below it at any depth, and no longer', async () => {
      const gone = { deleted: true, content: 'forgotten' };
      const root = await harness.comment(post, writer, gone);
      const [reply, dead] = [
        await harness.comment(post, writer, { ...gone, parentId: root, createdAt: at(1) }),
        await harness.comment(post, writer, { ...gone, parentId: root, createdAt: at(1) }),
      ];
      const middle = await harness.comment(post, writer, { ...gone, parentId: reply, createdAt: at(2) });
      const deadToo = await harness.comment(post, writer, { ...gone, parentId: dead, createdAt: at(2) });
      expect(await reader.find(root, writer)).to.equal(undefined);
      expect((await shown((page) => reader.ofPost(post, writer, page))).total).to.equal(0);
      const live = await harness.comment(post, writer, { parentId: middle, createdAt: at(3) });
      await harness.like(root, viewer);
      expect(await reader.find(root, viewer)).to.deep.include({
        content: '',
        isDeleted: true,
        deletedBy: 'AUTHOR',
        likeCount: 0,
        isLiked: false,
        repliesCount: 1,
      });
      const below = await shown((page) => reader.repliesTo(root, viewer, page));
      expect([idsOf(below.items), below.total]).to.deep.equal([[reply, middle, live], 3]);
      expect(JSON.stringify(below)).to.not.contain('forgotten');
      const list = await shown((page) => reader.ofPost(post, viewer, page));
      expect([list.total, idsOf(list.items[0]?.replies)]).to.deep.equal([1, [reply, middle, live]]);
      for (const id of [dead, deadToo]) expect(await reader.find(id, viewer)).to.equal(undefined);
    });
  });
}

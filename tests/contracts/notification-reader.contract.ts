import { expect } from 'chai';
import type { Keyset, Page } from '../../src/core/kernel/index.js';
import type { NotificationReader, SeenNotification, ToldType } from '../../src/core/notifications/index.js';
import type { CommunityWorld } from './community-world.js';

export interface Told {
  readonly recipientId: string;
  readonly actorId: string;
  readonly type: ToldType;
  readonly postId?: string;
  readonly commentId?: string;
  readonly at?: Date;
  readonly read?: boolean;
  readonly dismissed?: boolean;
}

export interface NotificationReaderHarness extends CommunityWorld {
  make(): NotificationReader;
  /** The id of a notification made without the port under test. */
  told(notification: Told): Promise<string>;
  unblock(blockerId: string, blockedId: string): Promise<void>;
  ban(userId: string, until: Date | null): Promise<void>;
  changePost(postId: string, change: { content?: string; visibility?: string; deletedAt?: Date }): Promise<void>;
  deleteComment(commentId: string): Promise<void>;
}

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 0, 0, second));

/** What every NotificationReader promises (src/core/notifications/ports/notification-reader.ts). */
export function notificationReaderContract(harness: NotificationReaderHarness): void {
  describe('NotificationReader contract', () => {
    let reader: NotificationReader;
    let me: string;
    let other: string;
    before(() => {
      reader = harness.make();
    });
    beforeEach(async () => {
      [me, other] = [await harness.person(), await harness.person({ fullName: 'Gia', bio: 'hello' })];
    });

    const page = (change = {}): Promise<Page<SeenNotification>> => reader.page(me, { page: 1, limit: 20, ...change });
    /** Ids of the list; fails unless total and unread count say the same. */
    const ids = async (): Promise<string[]> => {
      const { items, total } = await page();
      expect(total).to.equal(items.length);
      expect(await reader.unreadCount(me)).to.equal(items.filter(({ isRead }) => !isRead).length);
      return items.map(({ id }) => id);
    };

    it('gives everything there is to know, with the texts as they are now', async () => {
      await harness.follow(me, other);
      const postId = await harness.post(me, { content: 'the post' });
      const commentId = await harness.comment(other, postId, { content: 'the comment' });
      const told = { recipientId: me, actorId: other };
      const [follower, like, comment] = [
        await harness.told({ ...told, type: 'NEW_FOLLOWER', at: at(1), read: true }),
        await harness.told({ ...told, type: 'POST_LIKE', postId, at: at(2) }),
        await harness.told({ ...told, type: 'POST_COMMENT', postId, commentId, at: at(3) }),
      ];
      await harness.changePost(postId, { content: 'the post, changed' });
      const { items } = await page();
      const [{ actor } = { actor: undefined }] = items;
      expect(actor).to.have.all.keys('id', 'username', 'fullName', 'avatarKey', 'bio', 'isFollowing');
      expect(actor).to.include({ id: other, fullName: 'Gia', bio: 'hello', avatarKey: null, isFollowing: true });
      const about = { actor, isRead: false };
      expect(items).to.deep.equal([
        { id: comment, type: 'POST_COMMENT', postId, commentId, text: 'the comment', createdAt: at(3), ...about },
        { id: like, type: 'POST_LIKE', postId, commentId: null, text: 'the post, changed', createdAt: at(2), ...about },
        { id: follower, type: 'NEW_FOLLOWER', postId: null, commentId: null, text: null, createdAt: at(1), actor, isRead: true },
      ]);
    });

    it('marks whom the recipient follows, and nobody else', async () => {
      const third = await harness.person();
      await harness.follow(me, third);
      await harness.follow(other, me);
      for (const actorId of [other, third]) await harness.told({ recipientId: me, actorId, type: 'NEW_FOLLOWER' });
      const { items } = await page();
      const following = items.map(({ actor }) => [actor.id, actor.isFollowing] as const);
      expect(Object.fromEntries(following)).to.deep.equal({ [other]: false, [third]: true });
    });

    it('gives the newest first, equal times by id, the same by page and by cursor; the total is that of the whole list', async () => {
      const made: { id: string; time: number }[] = [];
      for (let i = 0; i < 5; i += 1) {
        const time = i < 3 ? 1 : 2;
        const actorId = await harness.person();
        made.push({ id: await harness.told({ recipientId: me, actorId, type: 'NEW_FOLLOWER', at: at(time) }), time });
      }
      await harness.told({ recipientId: other, actorId: me, type: 'NEW_FOLLOWER' });
      const expected = made.sort((a, b) => b.time - a.time || (a.id < b.id ? 1 : -1)).map(({ id }) => id);
      expect(await ids()).to.deep.equal(expected);
      for (const limit of [1, 2, 5, 6]) {
        const met: string[] = [];
        let after: Keyset | undefined;
        do {
          const part = await page({ limit, ...(after ? { after } : {}) });
          expect(part.total).to.equal(5);
          met.push(...part.items.map(({ id }) => id));
          after = part.next;
        } while (after);
        expect(met).to.deep.equal(expected);
        const second = await page({ page: 2, limit });
        expect(second.items.map(({ id }) => id)).to.deep.equal(expected.slice(limit, 2 * limit));
      }
      expect(await page({ page: 9, limit: 2 })).to.deep.equal({ items: [], total: 5 });
    });

    it('is empty for somebody who was told nothing', async () => {
      expect(await page()).to.deep.equal({ items: [], total: 0 });
      expect(await reader.unreadCount(me)).to.equal(0);
    });

    it('hides the dismissed', async () => {
      await harness.told({ recipientId: me, actorId: other, type: 'NEW_FOLLOWER', dismissed: true });
      expect(await ids()).to.deep.equal([]);
    });

    it('hides an actor across a block, and while he is banned or not verified; brings him back', async () => {
      const id = await harness.told({ recipientId: me, actorId: other, type: 'NEW_FOLLOWER' });
      for (const [blocker, blocked] of [
        [me, other],
        [other, me],
      ] as const) {
        await harness.block(blocker, blocked);
        expect(await ids()).to.deep.equal([]);
        await harness.unblock(blocker, blocked);
        expect(await ids()).to.deep.equal([id]);
      }
      await harness.ban(other, null);
      expect(await ids()).to.deep.equal([]);
      await harness.ban(other, new Date(harness.now().getTime() + 1));
      expect(await ids()).to.deep.equal([]);
      await harness.ban(other, harness.now());
      expect(await ids()).to.deep.equal([id]);
      const unverified = await harness.person({ verified: false });
      await harness.told({ recipientId: me, actorId: unverified, type: 'NEW_FOLLOWER' });
      expect(await ids()).to.deep.equal([id]);
    });

    it('hides what is about a deleted comment or a deleted post, also one of his own', async () => {
      const postId = await harness.post(me);
      const [kept, deleted] = [await harness.comment(other, postId), await harness.comment(other, postId)];
      const told = { recipientId: me, actorId: other, type: 'POST_COMMENT', postId } as const;
      const [first] = [await harness.told({ ...told, commentId: kept }), await harness.told({ ...told, commentId: deleted })];
      await harness.deleteComment(deleted);
      expect(await ids()).to.deep.equal([first]);
      await harness.changePost(postId, { deletedAt: harness.now() });
      expect(await ids()).to.deep.equal([]);
    });

    it('hides what is about a post that the recipient no longer gets to see, and its text with it', async () => {
      const author = await harness.person();
      const postId = await harness.post(author);
      const commentId = await harness.comment(other, postId);
      const told = { recipientId: me, type: 'MENTION', postId } as const;
      const both = [
        await harness.told({ ...told, actorId: author, at: at(2) }),
        await harness.told({ ...told, actorId: other, commentId, at: at(1) }),
      ];
      expect(await ids()).to.deep.equal(both);
      await harness.changePost(postId, { visibility: 'PRIVATE' });
      expect(await ids()).to.deep.equal([]);
      await harness.changePost(postId, { visibility: 'FOLLOWERS' });
      expect(await ids()).to.deep.equal([]);
      await harness.follow(me, author);
      expect(await ids()).to.deep.equal(both);
      await harness.block(author, me);
      expect(await ids()).to.deep.equal([]);
      await harness.unblock(author, me);
      await harness.ban(author, null);
      expect(await ids()).to.deep.equal([]);
    });

    it('shows what is about posts of his own, whoever else sees them', async () => {
      const postId = await harness.post(me, { visibility: 'PRIVATE' });
      const id = await harness.told({ recipientId: me, actorId: other, type: 'POST_LIKE', postId });
      expect(await ids()).to.deep.equal([id]);
    });
  });
}

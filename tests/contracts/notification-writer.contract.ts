import { expect } from 'chai';
import type { News, NotificationWriter, Reason, ToldType } from '../../src/core/notifications/index.js';
import type { CommunityWorld } from './community-world.js';

export interface NotificationWriterHarness extends CommunityWorld {
  make(): NotificationWriter;
  /** Everything that this person was told, the dismissed included, in no order. */
  told(recipientId: string): Promise<ToldRow[]>;
  dismissAll(recipientId: string): Promise<void>;
  switchOff(userId: string, type: ToldType): Promise<void>;
  unblock(blockerId: string, blockedId: string): Promise<void>;
  statements(work: () => Promise<void>): Promise<number>;
}

export interface ToldRow {
  readonly type: string;
  readonly actorId: string;
  readonly targetId: string;
  readonly postId: string | null;
  readonly commentId: string | null;
  readonly createdAt: Date;
  readonly isRead: boolean;
}

/** What every NotificationWriter promises (src/core/notifications/ports/notification-writer.ts). */
export function notificationWriterContract(harness: NotificationWriterHarness): void {
  describe('NotificationWriter contract', () => {
    let writer: NotificationWriter;
    let actor: string;
    let recipient: string;
    before(() => {
      writer = harness.make();
    });
    beforeEach(async () => {
      [actor, recipient] = [await harness.person(), await harness.person()];
    });

    const news = (change: Partial<News> & { reasons: readonly Reason[] }): News => ({
      actorId: actor,
      targetId: actor,
      postId: null,
      commentId: null,
      at: harness.now(),
      ...change,
    });
    const followed = (recipientId = recipient, actorId = actor): News =>
      news({ actorId, targetId: actorId, reasons: [{ recipientId, type: 'NEW_FOLLOWER' }] });
    const onPost = (postId: string, type: ToldType, recipientId = recipient): News =>
      news({ targetId: postId, postId, reasons: [{ recipientId, type }] });
    const onComment = (postId: string, commentId: string, ...reasons: Reason[]): News =>
      news({ targetId: commentId, postId, commentId, reasons });
    const types = async (who = recipient): Promise<string[]> => (await harness.told(who)).map(({ type }) => type).sort();

    it('tells with everything that there is to know, unread', async () => {
      const postId = await harness.post(recipient);
      const commentId = await harness.comment(actor, postId);
      const at = new Date('2026-02-03T04:05:06.789Z');
      await writer.tell({ ...onComment(postId, commentId, { recipientId: recipient, type: 'POST_COMMENT' }), at });
      await writer.tell(followed());
      expect(await harness.told(recipient)).to.have.deep.members([
        {
          type: 'POST_COMMENT',
          actorId: actor,
          targetId: commentId,
          postId,
          commentId,
          createdAt: at,
          isRead: false,
        },
        {
          type: 'NEW_FOLLOWER',
          actorId: actor,
          targetId: actor,
          postId: null,
          commentId: null,
          createdAt: harness.now(),
          isRead: false,
        },
      ]);
    });

    it('tells once what is repeated, also when it was dismissed; other actors and targets are other things', async () => {
      await writer.tell(followed());
      await writer.tell(followed());
      expect(await types()).to.deep.equal(['NEW_FOLLOWER']);
      await harness.dismissAll(recipient);
      await writer.tell(followed());
      expect(await types()).to.deep.equal(['NEW_FOLLOWER']);
      await writer.tell(followed(recipient, await harness.person()));
      const [first, second] = [await harness.post(recipient), await harness.post(recipient)];
      for (const postId of [first, second, first]) await writer.tell(onPost(postId, 'POST_LIKE'));
      expect(await types()).to.deep.equal(['NEW_FOLLOWER', 'NEW_FOLLOWER', 'POST_LIKE', 'POST_LIKE']);
    });

    it('tells once what comes 20 times at the same moment, to one person and to many', async () => {
      const crowd = await Promise.all(Array.from({ length: 5 }, () => harness.person()));
      const postId = await harness.post(actor);
      const orders = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? crowd : [...crowd].reverse()));
      await Promise.all(
        orders.map((order) =>
          writer.tell(
            news({ targetId: postId, postId, reasons: order.map((recipientId) => ({ recipientId, type: 'MENTION' })) }),
          ),
        ),
      );
      for (const who of crowd) expect(await types(who)).to.deep.equal(['MENTION']);
    });

    it('tells one thing about a comment: of several reasons the first, of several news those that came first', async () => {
      const postId = await harness.post(recipient);
      const commentId = await harness.comment(actor, postId);
      const mention: Reason = { recipientId: recipient, type: 'MENTION' };
      const comment: Reason = { recipientId: recipient, type: 'POST_COMMENT' };
      const reply: Reason = { recipientId: recipient, type: 'COMMENT_REPLY' };
      await writer.tell(onComment(postId, commentId, mention, comment));
      await Promise.all([reply, comment, mention].map((reason) => writer.tell(onComment(postId, commentId, reason))));
      expect(await types()).to.deep.equal(['MENTION']);
      await writer.tell(onComment(postId, await harness.comment(actor, postId), comment));
      expect(await types()).to.deep.equal(['MENTION', 'POST_COMMENT']);
    });

    it('tells not what is switched off; the next reason counts then', async () => {
      const postId = await harness.post(recipient);
      const reasons: Reason[] = [
        { recipientId: recipient, type: 'COMMENT_REPLY' },
        { recipientId: recipient, type: 'MENTION' },
        { recipientId: recipient, type: 'POST_COMMENT' },
      ];
      const expected: string[] = [];
      for (const off of ['COMMENT_REPLY', 'MENTION', 'POST_COMMENT'] as const) {
        await harness.switchOff(recipient, off);
        await writer.tell(onComment(postId, await harness.comment(actor, postId), ...reasons));
        const next = { COMMENT_REPLY: ['MENTION'], MENTION: ['POST_COMMENT'], POST_COMMENT: [] }[off];
        expected.push(...next);
        expect(await types()).to.deep.equal([...expected].sort());
      }
      await writer.tell(followed());
      expect(await types()).to.include('NEW_FOLLOWER');
    });

    it('tells nothing across a block in either direction, and nothing that the unverified and the banned do', async () => {
      await harness.block(actor, recipient);
      await writer.tell(followed());
      expect(await types()).to.deep.equal([]);
      await harness.unblock(actor, recipient);
      await harness.block(recipient, actor);
      await writer.tell(followed());
      const soon = new Date(harness.now().getTime() + 1);
      for (const wishes of [{ verified: false }, { bannedUntil: null }, { bannedUntil: soon }]) {
        await writer.tell(followed(recipient, await harness.person(wishes)));
      }
      expect(await types()).to.deep.equal([]);
      await writer.tell(followed(recipient, await harness.person({ bannedUntil: harness.now() })));
      expect(await types()).to.deep.equal(['NEW_FOLLOWER']);
    });

    it('tells only of posts that the recipient gets to see; his own he always sees', async () => {
      const author = await harness.person();
      const follower = await harness.person();
      await harness.follow(follower, author);
      const mention = async (postId: string, who: string): Promise<boolean> => {
        await writer.tell(onPost(postId, 'MENTION', who));
        return (await harness.told(who)).some(({ targetId }) => targetId === postId);
      };
      const seen = async (postId: string): Promise<boolean[]> => [
        await mention(postId, recipient),
        await mention(postId, follower),
        await mention(postId, author),
      ];
      expect(await seen(await harness.post(author))).to.deep.equal([true, true, true]);
      expect(await seen(await harness.post(author, { visibility: 'FOLLOWERS' }))).to.deep.equal([false, true, true]);
      expect(await seen(await harness.post(author, { visibility: 'PRIVATE' }))).to.deep.equal([false, false, true]);
      expect(await seen(await harness.post(author, { deleted: true }))).to.deep.equal([false, false, false]);
      for (const wishes of [{ verified: false }, { bannedUntil: null }]) {
        expect(await mention(await harness.post(await harness.person(wishes)), recipient)).to.equal(false);
      }
      const [blocked, blocker] = [await harness.person(), await harness.person()];
      await harness.block(recipient, blocked);
      await harness.block(blocker, recipient);
      for (const id of [blocked, blocker]) expect(await mention(await harness.post(id), recipient)).to.equal(false);
    });

    it('tells nothing about a deleted comment', async () => {
      const postId = await harness.post(recipient);
      const commentId = await harness.comment(actor, postId, { deleted: true });
      await writer.tell(onComment(postId, commentId, { recipientId: recipient, type: 'POST_COMMENT' }));
      expect(await types()).to.deep.equal([]);
    });

    it('passes over people, posts and comments that are not there', async () => {
      const postId = await harness.post(actor);
      const nobody = harness.unknownId();
      await writer.tell(
        news({
          targetId: postId,
          postId,
          reasons: [
            { recipientId: nobody, type: 'MENTION' },
            { recipientId: recipient, type: 'MENTION' },
          ],
        }),
      );
      expect(await types()).to.deep.equal(['MENTION']);
      await writer.tell(followed(recipient, nobody));
      await writer.tell(onPost(nobody, 'POST_LIKE'));
      await writer.tell(onComment(postId, nobody, { recipientId: recipient, type: 'POST_COMMENT' }));
      expect(await types()).to.deep.equal(['MENTION']);
      expect(await harness.told(nobody)).to.deep.equal([]);
    });

    it('makes one statement whatever the number of people, and none for nobody', async () => {
      const postId = await harness.post(actor);
      const crowd = await Promise.all(Array.from({ length: 30 }, () => harness.person()));
      const reasons = crowd.map((recipientId): Reason => ({ recipientId, type: 'MENTION' }));
      const of = (part: readonly Reason[]): Promise<number> =>
        harness.statements(() => writer.tell(news({ targetId: postId, postId, reasons: part })));
      expect(await of([])).to.equal(0);
      expect(await of(reasons.slice(0, 1))).to.equal(1);
      expect(await of(reasons)).to.equal(1);
      for (const who of crowd) expect(await types(who)).to.deep.equal(['MENTION']);
    });
  });
}

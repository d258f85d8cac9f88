import { expect } from 'chai';
import type { CommentReactions, LikeChange } from '../../src/core/posts/index.js';
import type { CommentsWorld } from './comments-world.js';

export interface CommentReactionsHarness extends CommentsWorld {
  make(): CommentReactions;
}

/** What every CommentReactions promises (src/core/posts/ports/comment-reactions.ts). */
export function commentReactionsContract(harness: CommentReactionsHarness): void {
  describe('CommentReactions contract', function () {
    this.timeout(60_000);
    let reactions: CommentReactions;
    let post: string;
    let comment: string;
    let me: string;
    before(() => {
      reactions = harness.make();
    });
    beforeEach(async () => {
      me = await harness.person();
      post = await harness.post(me);
      comment = await harness.comment(post, me);
    });

    const on = (likesCount: number, changed = true): LikeChange => ({ isLiked: true, likesCount, changed });
    const off = (likesCount: number, changed = true): LikeChange => ({ isLiked: false, likesCount, changed });
    const counted = async (): Promise<number> => (await harness.counters(post, comment)).ofComments[0]?.[1] ?? NaN;

    it('toggles: on, off, on; each person for himself', async () => {
      const other = await harness.person();
      const toggle = (who: string): Promise<LikeChange | undefined> => reactions.toggleLike(comment, who, harness.now());
      expect(await toggle(me)).to.deep.equal(on(1));
      expect(await toggle(other)).to.deep.equal(on(2));
      expect(await toggle(me)).to.deep.equal(off(1));
      expect(await toggle(me)).to.deep.equal(on(2));
      expect(await counted()).to.equal(2);
    });

    it('likes and unlikes, once however often repeated', async () => {
      expect(await reactions.unlike(comment, me)).to.deep.equal(off(0, false));
      expect(await reactions.like(comment, me, harness.now())).to.deep.equal(on(1));
      expect(await reactions.like(comment, me, harness.now())).to.deep.equal(on(1, false));
      expect(await counted()).to.equal(1);
      expect(await reactions.unlike(comment, me)).to.deep.equal(off(0));
      expect(await reactions.unlike(comment, me)).to.deep.equal(off(0, false));
      expect(await counted()).to.equal(0);
    });

    it('does nothing to a deleted or unknown comment', async () => {
      const deleted = await harness.comment(post, me, { deleted: true });
      for (const id of [deleted, harness.unknownId()]) {
        expect(await reactions.toggleLike(id, me, harness.now())).to.equal(undefined);
        expect(await reactions.like(id, me, harness.now())).to.equal(undefined);
        expect(await reactions.unlike(id, me)).to.equal(undefined);
      }
      expect((await harness.counters(post, deleted)).ofComments).to.deep.equal([[0, 0]]);
    });

    it('toggled 50 times at once by one person: as if one call came after the other', async () => {
      const answers = await Promise.all(Array.from({ length: 50 }, () => reactions.toggleLike(comment, me, harness.now())));
      expect(answers.filter((like) => like?.isLiked)).to.deep.equal(Array.from({ length: 25 }, () => on(1)));
      expect(answers.filter((like) => !like?.isLiked)).to.deep.equal(Array.from({ length: 25 }, () => off(0)));
      expect(await counted()).to.equal(0);
    });

    it('toggled at once by 50 people: each counts, and each answer is another number', async () => {
      const crowd = await Promise.all(Array.from({ length: 50 }, () => harness.person()));
      const answers = await Promise.all(crowd.map((who) => reactions.toggleLike(comment, who, harness.now())));
      const numbers = answers.map((like) => like?.likesCount ?? NaN).sort((a, b) => a - b);
      expect(numbers).to.deep.equal(crowd.map((_, i) => i + 1));
      expect(await counted()).to.equal(50);
    });

    it('liked, unliked and toggled at once by one person: state and number fit together in every answer', async () => {
      const calls = Array.from({ length: 60 }, (_, i) => {
        if (i % 3 === 0) return reactions.like(comment, me, harness.now());
        return i % 3 === 1 ? reactions.unlike(comment, me) : reactions.toggleLike(comment, me, harness.now());
      });
      const answers = await Promise.all(calls);
      for (const [i, like] of answers.entries()) {
        expect(like).to.deep.equal(like?.isLiked ? on(1, like.changed) : off(0, like?.changed));
        if (i % 3 < 2) expect(like?.isLiked).to.equal(i % 3 === 0);
      }
      const last = await reactions.like(comment, me, harness.now());
      expect(last).to.include({ isLiked: true, likesCount: 1 });
      expect(await counted()).to.equal(1);
    });
  });
}

import { expect } from 'chai';
import type { PersonTraces } from '../../src/core/administration/index.js';
import type { CommentsWorld } from './comments-world.js';

export interface PersonTracesHarness extends CommentsWorld {
  make(): PersonTraces;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  likePost(postId: string, personId: string): Promise<void>;
  likesOfPost(postId: string): Promise<number>;
  /** `[followers, following]`, as counted on the profile. */
  counted(personId: string): Promise<readonly [number, number]>;
  savePost(postId: string, personId: string): Promise<void>;
  /** Whether there is a block by or of this person, or anything he saved. */
  isRemembered(personId: string): Promise<boolean>;
}

/** What every PersonTraces promises (src/core/administration/ports/person-traces.ts). */
export function personTracesContract(harness: PersonTracesHarness): void {
  describe('PersonTraces contract', () => {
    let traces: PersonTraces;
    let person: string;
    let other: string;
    before(() => {
      traces = harness.make();
    });
    beforeEach(async () => {
      [person, other] = [await harness.person(), await harness.person()];
    });

    const end = <T>(work: () => Promise<T>): Promise<T> => harness.transaction(work);

    it('names what the person wrote that is live, at most so much', async () => {
      const own = [await harness.post(person), await harness.post(person, 'PRIVATE')];
      const foreign = await harness.post(other);
      expect(await traces.posts(person, 10)).to.have.members(own);
      expect(await traces.posts(person, 1)).to.have.length(1);
      const live = await harness.comment(foreign, person);
      await harness.comment(foreign, person, { deleted: true });
      await harness.comment(foreign, other);
      expect(await traces.comments(person, 10)).to.deep.equal([live]);
      expect(await traces.posts(harness.unknownId(), 10)).to.deep.equal([]);
    });

    it('ends likes of posts, a few at a time, and counts what is left', async () => {
      const posts = [await harness.post(other), await harness.post(other), await harness.post(person)];
      for (const post of posts) await harness.likePost(post, person);
      await harness.likePost(posts[0] ?? '', other);
      const ended = [...(await end(() => traces.endPostLikes(person, 2))), ...(await end(() => traces.endPostLikes(person, 2)))];
      expect(ended.map(({ postId }) => postId)).to.have.members(posts);
      expect(ended.find(({ postId }) => postId === posts[0])?.authorId).to.equal(other);
      expect(await end(() => traces.endPostLikes(person, 2))).to.deep.equal([]);
      expect(await Promise.all(posts.map((post) => harness.likesOfPost(post)))).to.deep.equal([1, 0, 0]);
    });

    it('ends likes of comments, and counts what is left', async () => {
      const post = await harness.post(other);
      const comments = [await harness.comment(post, other), await harness.comment(post, other)];
      for (const comment of comments) await harness.like(comment, person);
      await harness.like(comments[0] ?? '', other);
      const ended = await end(() => traces.endCommentLikes(person, 10));
      expect(ended).to.have.deep.members(comments.map((commentId) => ({ commentId, postId: post })));
      expect(await end(() => traces.endCommentLikes(person, 10))).to.deep.equal([]);
      const { ofComments } = await harness.counters(post, ...comments);
      expect(ofComments.map(([, likes]) => likes)).to.deep.equal([1, 0]);
    });

    it('ends follows in both directions, and counts what is left on both sides', async () => {
      const third = await harness.person();
      await harness.follow(person, other);
      await harness.follow(other, person);
      await harness.follow(third, person);
      await harness.follow(third, other);
      const ended = [...(await end(() => traces.endFollows(person, 2))), ...(await end(() => traces.endFollows(person, 10)))];
      expect(ended).to.have.deep.members([
        { followerId: person, followeeId: other },
        { followerId: other, followeeId: person },
        { followerId: third, followeeId: person },
      ]);
      expect(await end(() => traces.endFollows(person, 10))).to.deep.equal([]);
      const counts = await Promise.all([person, other, third].map((id) => harness.counted(id)));
      expect(counts).to.deep.equal([
        [0, 0],
        [1, 0],
        [0, 1],
      ]);
    });

    it('forgets what counts nowhere, of this person alone', async () => {
      const post = await harness.post(other);
      const third = await harness.person();
      await harness.block(person, other);
      await harness.block(third, person);
      await harness.block(third, other);
      await harness.savePost(post, person);
      await harness.savePost(post, third);
      expect([await harness.isRemembered(person), await harness.isRemembered(third)]).to.deep.equal([true, true]);
      await end(() => traces.forget(person));
      expect([await harness.isRemembered(person), await harness.isRemembered(third)]).to.deep.equal([false, true]);
    });

    it('counts exactly when several go at once', async () => {
      const star = await harness.person();
      const post = await harness.post(star);
      const fans = [await harness.person(), await harness.person(), await harness.person(), await harness.person()];
      for (const fan of fans) {
        await harness.likePost(post, fan);
        await harness.follow(fan, star);
      }
      const twice = [...fans, ...fans];
      await Promise.all(twice.map((fan) => harness.transaction(() => traces.endPostLikes(fan, 10))));
      await Promise.all(twice.map((fan) => harness.transaction(() => traces.endFollows(fan, 10))));
      expect(await harness.likesOfPost(post)).to.equal(0);
      expect(await harness.counted(star)).to.deep.equal([0, 0]);
    });
  });
}

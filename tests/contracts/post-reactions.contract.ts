import { expect } from 'chai';
import type { LikeOutcome, PostReactions, SaveOutcome, Wish } from '../../src/core/posts/index.js';
import type { PostWorld } from './post-world.js';

export interface PostReactionsHarness extends PostWorld {
  make(): PostReactions;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Likes of the post as counted. */
  likeCount(postId: string): Promise<number>;
  likers(postId: string): Promise<{ readonly id: string; readonly at: Date }[]>;
  savers(postId: string): Promise<{ readonly id: string; readonly at: Date }[]>;
}

const many = 25;

/** What every PostReactions promises (src/core/posts/ports/post-reactions.ts). */
export function postReactionsContract(harness: PostReactionsHarness): void {
  describe('PostReactions contract', () => {
    let reactions: PostReactions;
    let author: string;
    let fan: string;
    let post: string;
    before(() => {
      reactions = harness.make();
    });
    beforeEach(async () => {
      [author, fan] = [await harness.person(), await harness.person()];
      post = await harness.post(author);
    });
    const at = new Date('2026-02-03T04:05:06.789Z');
    const like = (wish: Wish, who = fan, id = post): Promise<LikeOutcome | undefined> =>
      harness.transaction(() => reactions.like(id, who, wish, at));
    const save = (wish: Wish, who = fan, id = post): Promise<SaveOutcome | undefined> =>
      harness.transaction(() => reactions.save(id, who, wish, at));
    const times = <T>(make: (i: number) => Promise<T>): Promise<T[]> =>
      Promise.all(Array.from({ length: many }, (_, i) => make(i)));

    it('likes once, and stops once', async () => {
      const liked = { authorId: author, isLiked: true, likesCount: 1 };
      expect(await like('add')).to.deep.equal({ ...liked, changed: true });
      expect(await like('add')).to.deep.equal({ ...liked, changed: false });
      expect(await harness.likers(post)).to.deep.equal([{ id: fan, at }]);
      expect(await harness.likeCount(post)).to.equal(1);
      const not = { authorId: author, isLiked: false, likesCount: 0 };
      expect(await like('remove')).to.deep.equal({ ...not, changed: true });
      expect(await like('remove')).to.deep.equal({ ...not, changed: false });
      expect(await harness.likers(post)).to.deep.equal([]);
      expect(await harness.likeCount(post)).to.equal(0);
    });

    it('toggles a like, each person his own', async () => {
      await like('add', author);
      expect(await like('toggle')).to.deep.equal({ authorId: author, isLiked: true, likesCount: 2, changed: true });
      expect(await like('toggle')).to.deep.equal({ authorId: author, isLiked: false, likesCount: 1, changed: true });
      expect((await harness.likers(post)).map(({ id }) => id)).to.deep.equal([author]);
    });

    it('saves once, stops once, and toggles', async () => {
      const saved = { isSaved: true, changed: true };
      const not = { isSaved: false, changed: true };
      expect([await save('add'), await save('add')]).to.deep.equal([saved, { ...saved, changed: false }]);
      expect(await harness.savers(post)).to.deep.equal([{ id: fan, at }]);
      expect([await save('remove'), await save('remove')]).to.deep.equal([not, { ...not, changed: false }]);
      expect([await save('toggle'), await save('toggle'), await save('toggle')]).to.deep.equal([saved, not, saved]);
      expect(await harness.savers(post)).to.have.length(1);
      expect(await harness.likeCount(post)).to.equal(0);
    });

    it('does nothing to a post that the person does not get to see', async () => {
      const blocked = await harness.person();
      await harness.block(author, blocked);
      const hidden = [
        await harness.post(author, { visibility: 'PRIVATE' }),
        await harness.post(author, { visibility: 'FOLLOWERS' }),
        await harness.post(author, { deleted: true }),
        await harness.post(await harness.person({ bannedUntil: null })),
        await harness.post(author, { content: '', repostOf: await harness.post(author, { visibility: 'PRIVATE' }) }),
        harness.unknownId(),
      ];
      for (const wish of ['add', 'remove', 'toggle'] as const) {
        for (const id of hidden)
          expect([await like(wish, fan, id), await save(wish, fan, id)]).to.deep.equal([undefined, undefined]);
        expect([await like(wish, blocked), await save(wish, blocked)]).to.deep.equal([undefined, undefined]);
      }
      for (const id of hidden) expect([...(await harness.likers(id)), ...(await harness.savers(id))]).to.deep.equal([]);
      expect((await like('add', author, hidden[0]))?.likesCount).to.equal(1);
    });

    it('counts many people at once', async () => {
      const people = await times(() => harness.person());
      const liked = await times((i) => like('add', people[i]));
      expect(liked.map((outcome) => outcome?.likesCount).sort((a = 0, b = 0) => a - b)).to.deep.equal(
        people.map((_, i) => i + 1),
      );
      expect(await harness.likeCount(post)).to.equal(many);
      await times((i) => like(i % 2 === 0 ? 'toggle' : 'remove', people[i]));
      expect(await harness.likeCount(post)).to.equal(0);
    });

    it('one person at once: one like, told the same to every call', async () => {
      const added = await times(() => like('add'));
      expect(added.filter((outcome) => outcome?.changed)).to.have.length(1);
      expect(added.map((outcome) => outcome?.likesCount)).to.deep.equal(added.map(() => 1));
      const removed = await times(() => like('remove'));
      expect(removed.filter((outcome) => outcome?.changed)).to.have.length(1);
      expect(removed.map((outcome) => outcome?.likesCount)).to.deep.equal(removed.map(() => 0));
      expect(await harness.likeCount(post)).to.equal(0);
    });

    it('toggles of one person at once count as one after the other', async () => {
      const outcomes = await times(() => like('toggle'));
      expect(outcomes.every((outcome) => outcome?.changed)).to.equal(true);
      expect(outcomes.filter((outcome) => outcome?.isLiked)).to.have.length(Math.ceil(many / 2));
      expect([await harness.likeCount(post), (await harness.likers(post)).length]).to.deep.equal([1, 1]);
      const saved = await times(() => save('toggle'));
      expect(saved.every((outcome) => outcome?.changed)).to.equal(true);
      expect(saved.filter((outcome) => outcome?.isSaved)).to.have.length(Math.ceil(many / 2));
      expect(await harness.savers(post)).to.have.length(1);
    });

    it('any wishes of many at once leave a count of those who like it', async () => {
      const people = await Promise.all(Array.from({ length: 4 }, () => harness.person()));
      const wishes: Wish[] = ['add', 'remove', 'toggle'];
      await times((i) => like(wishes[i % 3] ?? 'add', people[i % 4]));
      expect(await harness.likeCount(post)).to.equal((await harness.likers(post)).length);
    });

    it('undoes itself with its transaction', async () => {
      const failed = harness.transaction(async () => {
        await reactions.like(post, fan, 'add', at);
        await reactions.save(post, fan, 'add', at);
        throw new Error('changed my mind');
      });
      expect((await Promise.allSettled([failed]))[0].status).to.equal('rejected');
      expect([await harness.likeCount(post), await harness.likers(post), await harness.savers(post)]).to.deep.equal([0, [], []]);
    });
  });
}

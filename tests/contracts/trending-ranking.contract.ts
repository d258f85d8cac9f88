import { expect } from 'chai';
import { hashtagTrendRule, postTrendRule, type TrendingRanking } from '../../src/core/feed/index.js';
import type { FeedWorld, PostWishes } from './feed-world.js';

export interface TrendingRankingHarness extends FeedWorld {
  make(): TrendingRanking;
  /** The ranking of posts made at this time, best first. */
  rankedPosts(madeAt: Date): Promise<{ postId: string; score: number }[]>;
  rankedHashtags(): Promise<{ name: string; authors: number; score: number }[]>;
}

const hour = 3_600_000;
const never = new Date(0);

/** What every TrendingRanking promises (src/core/feed/ports/trending-ranking.ts). */
export function trendingRankingContract(harness: TrendingRankingHarness): void {
  describe('TrendingRanking contract', () => {
    let ranking: TrendingRanking;
    let round = 0;
    /** So far from one test to the next that none meets the posts of another. */
    let at: Date;
    before(() => {
      ranking = harness.make();
    });
    beforeEach(() => {
      round += 1;
      at = new Date(Date.UTC(2026, 6 * round, 1));
    });

    const ago = (hours: number): Date => new Date(at.getTime() - hours * hour);
    const people = (count: number): Promise<string[]> => Promise.all(Array.from({ length: count }, () => harness.person()));
    const post = async (hours: number, wishes: Partial<PostWishes> = {}): Promise<string> =>
      harness.post({ authorId: wishes.authorId ?? (await harness.person()), ...wishes, at: ago(hours) });
    const liked = async (id: string, times: number): Promise<string> => {
      for (const fan of await people(times)) await harness.like(fan, id);
      return id;
    };
    const rank = async (rule = {}): Promise<string[]> => {
      const count = await ranking.rankPosts({ ...postTrendRule, ...rule }, at, never);
      const ids = (await harness.rankedPosts(at)).map(({ postId }) => postId);
      expect(count).to.equal(ids.length);
      return ids;
    };
    const scoreOf = async (id: string): Promise<number | undefined> =>
      (await harness.rankedPosts(at)).find(({ postId }) => postId === id)?.score;

    describe('of posts', () => {
      it('lets a post sink with its age: log10(2 + points) / (2 + hours) ^ gravity', async () => {
        const [old, young, loved] = [await post(30), await post(3), await post(30)];
        for (const id of [old, young]) await liked(id, 2);
        await liked(loved, 9);
        expect(await rank()).to.deep.equal([young, loved, old]);
        expect(await scoreOf(young)).to.be.closeTo(Math.log10(4) / 5 ** 1.8, 1e-9);
        expect(await scoreOf(loved)).to.be.closeTo(Math.log10(11) / 32 ** 1.8, 1e-9);
      });

      it('counts likes, people who commented and reposts by their points, everybody once', async () => {
        const [talk, chorus, passedOn] = [await post(1), await post(1), await post(1)];
        const [busy, fan, other] = await people(3);
        for (let i = 0; i < 9; i += 1) await harness.comment(busy ?? '', talk);
        for (const who of [busy, fan]) await harness.comment(who ?? '', chorus);
        await harness.posts([
          { authorId: busy ?? '', repostOfId: passedOn, at: ago(1) },
          { authorId: busy ?? '', repostOfId: passedOn, content: 'look', at: ago(1) },
          { authorId: fan ?? '', repostOfId: passedOn, at: ago(1) },
          { authorId: other ?? '', repostOfId: passedOn, at: ago(1), deleted: true },
        ]);
        await liked(passedOn, 1);
        expect(await rank()).to.deep.equal([passedOn, chorus, talk]);
        for (const [id, expected] of [
          [talk, 2],
          [chorus, 4],
          [passedOn, 5],
        ] as const) {
          expect(await scoreOf(id)).to.be.closeTo(Math.log10(2 + expected) / 3 ** 1.8, 1e-9);
        }
      });

      it('does not count what the author does to his own post', async () => {
        const [vain, honest, alone] = [await harness.person(), await post(1), await harness.person()];
        const [own, lonely] = [await post(1, { authorId: vain }), await post(1, { authorId: alone })];
        for (const [who, id] of [
          [vain, own],
          [alone, lonely],
        ] as const) {
          await harness.like(who, id);
          for (let i = 0; i < 5; i += 1) await harness.comment(who, id);
          await harness.post({ authorId: who, repostOfId: id, at: ago(1) });
        }
        await liked(own, 1);
        await liked(honest, 2);
        expect(await rank()).to.deep.equal([honest, own]);
        expect(await scoreOf(own)).to.be.closeTo(Math.log10(3) / 3 ** 1.8, 1e-9);
      });

      it('takes no more of one author than the rule says, his best', async () => {
        const [loud, quiet] = await people(2);
        const many = [];
        for (let i = 1; i <= 5; i += 1) many.push(await liked(await post(1, { authorId: loud ?? '' }), i));
        const one = await liked(await post(1, { authorId: quiet ?? '' }), 1);
        expect(await rank()).to.deep.equal([many[4], many[3], one]);
        expect(await rank({ maxPerAuthor: 1 })).to.deep.equal([many[4], one]);
      });

      it('cannot be filled by one author with posts that he alone talks under', async () => {
        const flooder = await harness.person();
        for (let i = 0; i < 25; i += 1) {
          const id = await post(1, { authorId: flooder });
          for (let nth = 0; nth < 3; nth += 1) await harness.comment(flooder, id);
        }
        const honest = await liked(await post(1), 1);
        expect(await rank({ length: 2, maxPerAuthor: 1 })).to.deep.equal([honest]);
      });

      it('takes live public posts of people in good standing, inside the window, and quotes, but no plain reposts', async () => {
        const [banned, free, unverified] = [
          await harness.person(),
          await harness.person(),
          await harness.person({ verified: false }),
        ];
        await harness.ban(banned);
        await harness.ban(free, at);
        const shown = await post(1);
        const refused = [
          await post(1, { visibility: 'FOLLOWERS' }),
          await post(1, { visibility: 'PRIVATE' }),
          await post(1, { deleted: true }),
          await post(1, { authorId: banned }),
          await post(1, { authorId: unverified }),
          await post(7 * 24),
          await post(-1),
          await post(1, { repostOfId: shown }),
        ];
        const quote = await post(2, { repostOfId: shown, content: 'look' });
        const taken = [shown, await post(1.5, { authorId: free }), quote, await post(7 * 24 - 1)];
        for (const id of [...refused, ...taken]) await liked(id, 1);
        await post(1); // nobody did anything
        expect(await rank()).to.deep.equal(taken);
      });

      it('holds so many as the rule says, the best; equal ones newest id first', async () => {
        const same = [];
        for (let i = 0; i < 4; i += 1) same.push(await liked(await post(5), 1));
        const best = await liked(await post(5), 2);
        expect(await rank({ length: 3 })).to.deep.equal([best, ...same.sort().reverse().slice(0, 2)]);
      });

      it('keeps earlier rankings until they are to be forgotten; one of the same time takes the place of the first', async () => {
        const id = await liked(await post(5), 1);
        const [first, second] = [at, new Date(at.getTime() + 300_000)];
        await rank();
        await rank();
        await ranking.rankPosts(postTrendRule, second, first);
        for (const time of [first, second]) expect(await harness.rankedPosts(time)).to.have.length(1);
        await ranking.rankPosts(postTrendRule, new Date(at.getTime() + 600_000), second);
        expect(await harness.rankedPosts(first)).to.deep.equal([]);
        expect((await harness.rankedPosts(second)).map(({ postId }) => postId)).to.deep.equal([id]);
      });

      it('of nothing leaves nothing: no earlier ranking is taken for the newest', async () => {
        await liked(await post(6 * 24), 1);
        expect(await rank()).to.have.length(1);
        const later = new Date(at.getTime() + 36 * hour);
        expect(await ranking.rankPosts(postTrendRule, later, never)).to.equal(0);
        for (const time of [at, later]) expect(await harness.rankedPosts(time)).to.deep.equal([]);
      });
    });

    describe('of hashtags', () => {
      const names = async (rule = {}): Promise<string[]> => {
        const count = await ranking.rankHashtags({ ...hashtagTrendRule, ...rule }, at);
        const found = (await harness.rankedHashtags()).map(({ name }) => name);
        expect(count).to.equal(found.length);
        return found;
      };

      it('counts everybody once: three who write a tag once each are more than one who writes his fifty times', async () => {
        const [spammer, ...three] = await people(4);
        await harness.posts(Array.from({ length: 50 }, () => ({ authorId: spammer ?? '', at: ago(1), hashtags: ['spam'] })));
        await harness.posts(three.map((authorId) => ({ authorId, at: ago(1), hashtags: ['ride'] })));
        expect(await names()).to.deep.equal(['ride', 'spam']);
        expect((await harness.rankedHashtags()).map(({ authors }) => authors)).to.deep.equal([3, 1]);
      });

      it('falls by half in a half-life, by the newest post of each author; equal ones by name', async () => {
        const [a, b] = await people(2);
        await harness.posts([
          { authorId: a ?? '', at: ago(48), hashtags: ['fading'] },
          { authorId: a ?? '', at: ago(24), hashtags: ['fading', 'b_same'] },
          { authorId: b ?? '', at: ago(24), hashtags: ['a_same'] },
          { authorId: b ?? '', at: ago(0), hashtags: ['fresh'] },
        ]);
        expect(await names()).to.deep.equal(['fresh', 'a_same', 'b_same', 'fading']);
        for (const [i, expected] of [1, 0.5, 0.5, 0.5].entries()) {
          expect((await harness.rankedHashtags())[i]?.score).to.be.closeTo(expected, 1e-9);
        }
        expect(await names({ length: 2 })).to.deep.equal(['fresh', 'a_same']);
      });

      it('takes live public posts of people in good standing, inside the window', async () => {
        const [banned, author] = await people(2);
        await harness.ban(banned ?? '');
        const authorId = author ?? '';
        await harness.posts([
          { authorId, at: ago(1), hashtags: ['shown'] },
          { authorId, at: ago(1), hashtags: ['followers'], visibility: 'FOLLOWERS' },
          { authorId, at: ago(1), hashtags: ['private'], visibility: 'PRIVATE' },
          { authorId, at: ago(1), hashtags: ['deleted'], deleted: true },
          { authorId: banned ?? '', at: ago(1), hashtags: ['banned'] },
          { authorId, at: ago(14 * 24), hashtags: ['old'] },
          { authorId, at: ago(-1), hashtags: ['future'] },
        ]);
        expect(await names()).to.deep.equal(['shown']);
      });
    });
  });
}

import { expect } from 'chai';
import type { HeldPair, SocialGraph } from '../../src/core/profiles/index.js';
import type { PeopleWorld } from './people-world.js';

export interface SocialGraphHarness extends PeopleWorld {
  make(): SocialGraph;
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** [followers, following] as counted. */
  counters(id: string): Promise<[number, number]>;
}

/** What every SocialGraph promises (src/core/profiles/ports/social-graph.ts). */
export function socialGraphContract(harness: SocialGraphHarness): void {
  describe('SocialGraph contract', () => {
    let graph: SocialGraph;
    let a: string;
    let b: string;
    before(() => {
      graph = harness.make();
    });
    beforeEach(async () => {
      [a, b] = [await harness.person(), await harness.person()];
    });
    const hold = (first: string, second: string): Promise<HeldPair | undefined> =>
      harness.transaction(() => graph.hold(first, second));
    const holding = (first: string, second: string, change: () => Promise<boolean>): Promise<boolean> =>
      harness.transaction(async () => {
        await graph.hold(first, second);
        return change();
      });
    const follow = (who: string, whom: string): Promise<boolean> =>
      holding(who, whom, () => graph.addFollow(who, whom, harness.now()));
    const unfollow = (who: string, whom: string): Promise<boolean> => holding(who, whom, () => graph.removeFollow(who, whom));
    const nothing = { isFollowing: false, isFollowedBy: false, isBlocked: false, isBlockedBy: false };

    it('tells what stands between two, from the side of the first', async () => {
      expect((await hold(a, b))?.relation).to.deep.equal(nothing);
      await harness.follow(a, b);
      await harness.block(b, a);
      expect((await hold(a, b))?.relation).to.deep.equal({ ...nothing, isFollowing: true, isBlockedBy: true });
      expect((await hold(b, a))?.relation).to.deep.equal({ ...nothing, isFollowedBy: true, isBlocked: true });
    });

    it("tells the state of the second one's account; nothing when one of the two is unknown", async () => {
      const until = new Date(harness.now().getTime() + 1_000);
      const banned = await harness.person({ bannedUntil: until, verified: false });
      const pair = await hold(a, banned);
      expect(pair?.other).to.deep.include({ isVerified: false, bannedUntil: until });
      expect(pair?.other.bannedAt).to.be.instanceOf(Date);
      expect((await hold(banned, a))?.other).to.deep.equal({ isVerified: true, bannedAt: null, bannedUntil: null });
      expect(await hold(a, harness.unknownId())).to.equal(undefined);
      expect(await hold(harness.unknownId(), a)).to.equal(undefined);
    });

    it('follows once, and counts for both', async () => {
      expect(await follow(a, b)).to.equal(true);
      expect(await follow(a, b)).to.equal(false);
      expect(await harness.counters(a)).to.deep.equal([0, 1]);
      expect(await harness.counters(b)).to.deep.equal([1, 0]);
    });

    it('ends a follow once, and counts for both', async () => {
      expect(await unfollow(a, b)).to.equal(false);
      await follow(a, b);
      await follow(b, a);
      expect(await unfollow(a, b)).to.equal(true);
      expect(await unfollow(a, b)).to.equal(false);
      expect(await harness.counters(a)).to.deep.equal([1, 0]);
      expect(await harness.counters(b)).to.deep.equal([0, 1]);
    });

    it('blocks and unblocks once, one direction at a time', async () => {
      const change = (work: () => Promise<boolean>): Promise<boolean> => holding(a, b, work);
      expect(await change(() => graph.addBlock(a, b, harness.now()))).to.equal(true);
      expect(await change(() => graph.addBlock(a, b, harness.now()))).to.equal(false);
      expect((await hold(a, b))?.relation).to.deep.equal({ ...nothing, isBlocked: true });
      expect(await change(() => graph.removeBlock(b, a))).to.equal(false);
      expect(await change(() => graph.removeBlock(a, b))).to.equal(true);
      expect(await change(() => graph.removeBlock(a, b))).to.equal(false);
      expect((await hold(a, b))?.relation).to.deep.equal(nothing);
    });

    it('leaves the holder alone with the pair: nobody changes it between what was told and what is done', async () => {
      const acts = Array.from({ length: 20 }, (_, i) => {
        const [who, whom] = i % 2 === 0 ? [a, b] : [b, a];
        return harness.transaction(async () => {
          const pair = await graph.hold(who, whom);
          if (!pair) throw new Error('somebody is gone');
          const changed = pair.relation.isFollowing
            ? await graph.removeFollow(who, whom)
            : await graph.addFollow(who, whom, harness.now());
          return changed;
        });
      });
      expect(await Promise.all(acts)).to.deep.equal(acts.map(() => true));
      expect(await harness.counters(a)).to.deep.equal([0, 0]);
      expect(await harness.counters(b)).to.deep.equal([0, 0]);
    });

    it('undoes everything with its transaction, the counters too', async () => {
      const failed = harness.transaction(async () => {
        await graph.hold(a, b);
        await graph.addFollow(a, b, harness.now());
        throw new Error('changed my mind');
      });
      expect((await Promise.allSettled([failed]))[0].status).to.equal('rejected');
      expect((await hold(a, b))?.relation).to.deep.equal(nothing);
      expect(await harness.counters(b)).to.deep.equal([0, 0]);
    });
  });
}

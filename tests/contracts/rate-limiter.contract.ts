import { expect } from 'chai';
import type { RateLimiter, RatePolicy } from '../../src/core/security/index.js';
import { rejection } from '../support/rejection.js';

export interface RateLimiterHarness {
  /** A limiter in which nothing was counted yet. */
  make(): Promise<RateLimiter>;
  /** Lets this much time pass for the limiter. */
  pass(ms: number): Promise<void>;
}

/** What every RateLimiter promises (src/core/security/ports/rate-limiter.ts). */
export function rateLimiterContract(harness: RateLimiterHarness): void {
  describe('RateLimiter contract', () => {
    const policy: RatePolicy = { name: 'login', points: 3, windowSeconds: 60 };
    let limiter: RateLimiter;
    beforeEach(async () => {
      limiter = await harness.make();
    });
    const used = async (times: number, key = 'k', by = policy): Promise<void> => {
      for (let i = 0; i < times; i += 1) await limiter.consume(by, key);
    };

    it('allows points calls, counting down, and refuses the next', async () => {
      const answers = [];
      for (let i = 0; i < 4; i += 1) answers.push(await limiter.consume(policy, 'k'));
      expect(answers.map(({ allowed, limit, remaining }) => [allowed, limit, remaining])).to.deep.equal([
        [true, 3, 2],
        [true, 3, 1],
        [true, 3, 0],
        [false, 3, 0],
      ]);
      for (const { resetSeconds } of answers) expect(resetSeconds).to.be.within(58, 60);
    });

    it('allows exactly points of 50 parallel calls', async () => {
      const wide = { name: 'wide', points: 20, windowSeconds: 60 };
      const answers = await Promise.all(Array.from({ length: 50 }, () => limiter.consume(wide, 'k')));
      expect(answers.filter((one) => one.allowed)).to.have.length(20);
      const left = answers.filter((one) => one.allowed).map((one) => one.remaining);
      expect(left.sort((a, b) => b - a)).to.deep.equal(Array.from({ length: 20 }, (_, i) => 19 - i));
    });

    it('counts keys apart and names apart, whatever characters they hold', async () => {
      await used(3);
      expect((await limiter.consume(policy, 'other')).remaining).to.equal(2);
      expect((await limiter.consume({ ...policy, name: 'register' }, 'k')).remaining).to.equal(2);
      expect((await limiter.consume({ ...policy, name: 'a' }, 'b:c')).remaining).to.equal(2);
      expect((await limiter.consume({ ...policy, name: 'a:b' }, 'c')).remaining).to.equal(2);
      expect((await limiter.consume(policy, '')).remaining).to.equal(2);
    });

    it('judges each call by the points it brings, on one count for the name', async () => {
      await used(3);
      expect((await limiter.consume({ ...policy, points: 5 }, 'k')).remaining).to.equal(1);
      expect((await limiter.consume(policy, 'k')).allowed).to.equal(false);
      expect((await limiter.consume({ ...policy, points: 5 }, 'k')).allowed).to.equal(true);
    });

    it('takes a cost', async () => {
      expect(await limiter.consume(policy, 'k', 2)).to.include({ allowed: true, remaining: 1 });
      expect(await limiter.consume(policy, 'k', 2)).to.include({ allowed: false, remaining: 0 });
    });

    it('charges nothing for a refused call, also among parallel ones', async () => {
      const answers = await Promise.all([2, 2, 1, 1].map((cost) => limiter.consume(policy, 'k', cost)));
      expect(answers.map((one) => one.allowed)).to.deep.equal([true, false, true, false]);
    });

    it('refuses a cost above the points without opening a window', async () => {
      expect(await limiter.consume(policy, 'k', 4)).to.deep.equal({ allowed: false, limit: 3, remaining: 0, resetSeconds: 60 });
      expect((await limiter.consume(policy, 'k', 3)).allowed).to.equal(true);
    });

    it('starts anew when the window ends, counted from the first hit', async () => {
      const short = { name: 'short', points: 2, windowSeconds: 1 };
      await limiter.consume(short, 'k');
      await harness.pass(600);
      expect((await limiter.consume(short, 'k')).resetSeconds).to.equal(1);
      expect((await limiter.consume(short, 'k')).allowed).to.equal(false);
      await harness.pass(600);
      expect(await limiter.consume(short, 'k')).to.include({ allowed: true, remaining: 1, resetSeconds: 1 });
    });

    it('forgets on reset, for that key alone', async () => {
      await used(3);
      await used(3, 'other');
      await limiter.reset(policy, 'k');
      expect((await limiter.consume(policy, 'k')).remaining).to.equal(2);
      expect((await limiter.consume(policy, 'other')).allowed).to.equal(false);
      await limiter.reset(policy, 'never seen');
    });

    it('counts what it allows at once like the rest, and refuses nothing at once', async () => {
      const wide = { name: 'wide', points: 1_000, windowSeconds: 60 };
      await limiter.consume(wide, 'k', 100);
      const now = limiter.consumeNow(wide, 'k', 3);
      if (now) expect(now).to.deep.include({ allowed: true, limit: 1_000, remaining: 897 });
      expect((await limiter.consume(wide, 'k')).remaining).to.equal(now ? 896 : 899);
      await used(3);
      expect(limiter.consumeNow(policy, 'k')).to.equal(undefined);
      expect(limiter.consumeNow(policy, 'never seen')).to.equal(undefined);
    });

    it('refuses arguments that make no sense', async () => {
      for (const cost of [0, -1, 1.5, Number.NaN]) {
        expect(await rejection(limiter.consume(policy, 'k', cost))).to.be.instanceOf(RangeError);
      }
      for (const wrong of [{ points: 0 }, { points: 1.5 }, { windowSeconds: 0 }, { windowSeconds: 0.5 }, { name: '' }]) {
        expect(await rejection(limiter.consume({ ...policy, ...wrong }, 'k'))).to.be.instanceOf(RangeError);
      }
      expect((await limiter.consume(policy, 'k')).remaining).to.equal(2);
    });
  });
}

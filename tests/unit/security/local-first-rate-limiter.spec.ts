import { expect } from 'chai';
import sinon from 'sinon';
import { MemoryRateLimiter } from '../../../src/adapters/memory/memory-rate-limiter.js';
import {
  batchOf,
  LocalFirstRateLimiter,
  RateLimiter,
  type RateDecision,
  type RatePolicy,
} from '../../../src/core/security/index.js';
import { rateLimiterContract } from '../../contracts/rate-limiter.contract.js';
import { rejection } from '../../support/rejection.js';

const policy: RatePolicy = { name: 'global', points: 1_000, windowSeconds: 60 };
const batch = batchOf(policy.points);

/** Counts what it is asked, and may be made to fail. */
class Watched extends RateLimiter {
  readonly costs: number[] = [];
  failing = false;

  constructor(private readonly inner: RateLimiter) {
    super();
  }

  override async consume(by: RatePolicy, key: string, cost = 1): Promise<RateDecision> {
    this.costs.push(cost);
    if (this.failing) throw new Error('away');
    return this.inner.consume(by, key, cost);
  }

  override reset(by: RatePolicy, key: string): Promise<void> {
    return this.inner.reset(by, key);
  }
}

describe('LocalFirstRateLimiter', function () {
  this.timeout(60_000);
  let time: sinon.SinonFakeTimers;
  let shared: Watched;
  beforeEach(() => {
    time = sinon.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] });
    shared = new Watched(new MemoryRateLimiter());
  });
  afterEach(() => time.restore());
  const pass = async (ms: number): Promise<void> => {
    await time.tickAsync(ms);
  };

  rateLimiterContract({ make: async () => new LocalFirstRateLimiter(new MemoryRateLimiter()), pass });

  it('asks once, answers at once from then on, and tells what it let through together', async () => {
    const limiter = new LocalFirstRateLimiter(shared);
    expect(limiter.consumeNow(policy, 'k')).to.equal(undefined);
    expect(await limiter.consume(policy, 'k')).to.deep.equal({ allowed: true, limit: 1_000, remaining: 999, resetSeconds: 60 });
    const left = Array.from({ length: batch }, () => limiter.consumeNow(policy, 'k')?.remaining);
    expect(left).to.deep.equal(Array.from({ length: batch }, (_, i) => 998 - i));
    expect(shared.costs).to.deep.equal([1]);
    await pass(10);
    expect(shared.costs).to.deep.equal([1, batch]);
    expect(limiter.consumeNow(policy, 'k')).to.include({ remaining: 998 - batch });
  });

  it('asks when a batch is unconfirmed, and counts that too', async () => {
    const limiter = new LocalFirstRateLimiter(shared);
    const answers = await Promise.all(Array.from({ length: 300 }, () => limiter.consume(policy, 'k')));
    await pass(10);
    expect(answers.every(({ allowed }) => allowed)).to.equal(true);
    expect((await new LocalFirstRateLimiter(shared).consume(policy, 'k')).remaining).to.equal(699);
  });

  it('lets through exactly the points of a window where it is the only one, whatever the pace', async () => {
    for (const pause of [0, 1, 25]) {
      const limiter = new LocalFirstRateLimiter(shared);
      let allowed = 0;
      for (let call = 0; call < 1_100; call += 1) {
        if ((await limiter.consume(policy, `pace ${pause}`)).allowed) allowed += 1;
        if (call % 7 === 0) await pass(pause);
      }
      expect(allowed).to.equal(1_000);
    }
  });

  it('lets through at most a batch for each instance more than the points, whoever is told when', async () => {
    const instances = Array.from({ length: 5 }, () => new LocalFirstRateLimiter(shared));
    const runs: number[] = [];
    for (let run = 0; run < 20; run += 1) {
      let allowed = 0;
      for (let round = 0; round < 80; round += 1) {
        for (const limiter of instances) {
          const calls = Array.from({ length: (round * 7 + run) % 12 }, () => limiter.consume(policy, `run ${run}`));
          allowed += (await Promise.all(calls)).filter((one) => one.allowed).length;
        }
        if (round % (1 + (run % 5)) === 0) await pass(3);
      }
      runs.push(allowed);
      await pass(60_000);
    }
    for (const allowed of runs) expect(allowed).to.be.within(policy.points, policy.points + instances.length * batch);
  });

  it('never answers at once for few points, in the last tenth, or after the window', async () => {
    const limiter = new LocalFirstRateLimiter(shared);
    const few = { ...policy, name: 'few', points: 99 };
    await limiter.consume(few, 'k');
    expect(limiter.consumeNow(few, 'k')).to.equal(undefined);
    await limiter.consume(policy, 'k', 899);
    expect(limiter.consumeNow(policy, 'k')).to.include({ allowed: true, remaining: 100 });
    expect(limiter.consumeNow(policy, 'k')).to.equal(undefined);
    await limiter.consume(policy, 'other');
    await pass(60_000);
    expect(limiter.consumeNow(policy, 'other')).to.equal(undefined);
    expect((await limiter.consume(policy, 'other')).remaining).to.equal(999);
  });

  it('judges by the points a call brings: a smaller limit holds at once', async () => {
    const limiter = new LocalFirstRateLimiter(shared);
    await limiter.consume(policy, 'k', 500);
    expect((await limiter.consume({ ...policy, points: 200 }, 'k')).allowed).to.equal(false);
    expect(await limiter.consume({ ...policy, points: 2_000 }, 'k')).to.include({ allowed: true, remaining: 1_499 });
  });

  it('knows no more keys than it may, and counts those it forgot just the same', async () => {
    const limiter = new LocalFirstRateLimiter(shared, { maxKeys: 10 });
    for (let round = 0; round < 2; round += 1) {
      for (let key = 0; key < 100; key += 1) await limiter.consume(policy, `k${key}`);
    }
    expect(limiter.consumeNow(policy, 'k0')).to.equal(undefined);
    expect((await limiter.consume(policy, 'k0')).remaining).to.equal(997);
  });

  it('lets go of what it knows when it cannot tell, and passes the failure to the next who asks', async () => {
    const limiter = new LocalFirstRateLimiter(shared);
    await limiter.consume(policy, 'k');
    expect(limiter.consumeNow(policy, 'k')).to.include({ allowed: true });
    shared.failing = true;
    await pass(10);
    expect(limiter.consumeNow(policy, 'k')).to.equal(undefined);
    expect(await rejection(limiter.consume(policy, 'k'))).to.include({ message: 'away' });
  });
});

import { expect } from 'chai';
import sinon from 'sinon';
import { MemoryRateLimiter } from '../../../src/adapters/memory/memory-rate-limiter.js';
import { rateLimiterContract } from '../../contracts/rate-limiter.contract.js';
import { rejection } from '../../support/rejection.js';

describe('MemoryRateLimiter', () => {
  let time: sinon.SinonFakeTimers;
  beforeEach(() => (time = sinon.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })));
  afterEach(() => time.restore());

  rateLimiterContract({
    make: async () => new MemoryRateLimiter(),
    pass: async (ms) => {
      await time.tickAsync(ms);
    },
  });

  it('counts for itself alone', async () => {
    const policy = { name: 'p', points: 1, windowSeconds: 60 };
    await new MemoryRateLimiter().consume(policy, 'k');
    expect((await new MemoryRateLimiter().consume(policy, 'k')).allowed).to.equal(true);
  });

  it('keeps the counts of so many keys, and forgets the one that was not asked about for longest', async () => {
    const policy = { name: 'p', points: 5, windowSeconds: 60 };
    const limiter = new MemoryRateLimiter({ maxKeys: 2 });
    for (const key of ['a', 'b', 'a', 'c']) await limiter.consume(policy, key);
    expect((await limiter.consume(policy, 'a')).remaining).to.equal(2);
    expect((await limiter.consume(policy, 'b')).remaining).to.equal(4);
  });

  it('refuses windows that a Node timer cannot measure', async () => {
    const month = { name: 'p', points: 1, windowSeconds: 31 * 24 * 3600 };
    expect(await rejection(new MemoryRateLimiter().consume(month, 'k'))).to.be.instanceOf(RangeError);
  });
});

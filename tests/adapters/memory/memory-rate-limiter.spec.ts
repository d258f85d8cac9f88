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

  it('refuses windows that a Node timer cannot measure', async () => {
    const month = { name: 'p', points: 1, windowSeconds: 31 * 24 * 3600 };
    expect(await rejection(new MemoryRateLimiter().consume(month, 'k'))).to.be.instanceOf(RangeError);
  });
});

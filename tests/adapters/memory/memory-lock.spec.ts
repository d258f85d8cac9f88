import { expect } from 'chai';
import { MemoryLock } from '../../../src/adapters/memory/memory-lock.js';
import { lockContract } from '../../contracts/lock.contract.js';
import { FakeClock } from '../../support/fake-clock.js';

describe('MemoryLock', () => {
  let clock = new FakeClock();
  lockContract({
    make: async () => {
      clock = new FakeClock();
      return new MemoryLock(clock);
    },
    pass: async (ms) => clock.advance(ms),
  });

  it('gives larger tokens after a restart of the process', async () => {
    const time = new FakeClock();
    const before = await new MemoryLock(time).acquire('a', 60);
    time.advance(1000);
    const after = await new MemoryLock(time).acquire('a', 60);
    expect(after?.token).to.be.above(before?.token ?? Infinity);
  });
});

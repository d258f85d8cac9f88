import { expect } from 'chai';
import { SystemClock } from '../../../src/adapters/system/system-clock.js';
import { clockContract } from '../../contracts/clock.contract.js';
import { FakeClock } from '../../support/fake-clock.js';

describe('SystemClock', () => {
  clockContract(() => new SystemClock());

  it('tells the time of this machine', () => {
    const before = Date.now();
    expect(new SystemClock().now().getTime()).to.be.within(before, Date.now());
  });
});

describe('FakeClock', () => clockContract(() => new FakeClock()));

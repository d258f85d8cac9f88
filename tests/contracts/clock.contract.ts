import { expect } from 'chai';
import type { Clock } from '../../src/core/kernel/index.js';

/** The promises of Clock. */
export function clockContract(open: () => Clock): void {
  describe('Clock', () => {
    it('tells whole milliseconds', () => {
      const time = open().now();
      expect(Number.isInteger(time.getTime())).to.equal(true);
      expect(new Date(time.toISOString()).getTime()).to.equal(time.getTime());
    });

    it('hands out a Date that is the caller’s: changing it does not change the time', () => {
      const clock = open();
      const first = clock.now();
      const kept = first.getTime();
      first.setFullYear(1990);
      expect(clock.now().getTime()).to.be.at.least(kept);
    });
  });
}

import { expect } from 'chai';
import type { IdGenerator } from '../../src/core/kernel/index.js';

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The promises of IdGenerator. */
export function idGeneratorContract(open: () => IdGenerator): void {
  describe('IdGenerator', () => {
    it('makes UUIDs of version 7 (RFC 9562) in lower case, beginning with the time', () => {
      const before = Date.now();
      const id = open().next();
      expect(id).to.match(uuidV7);
      const milliseconds = Number.parseInt(id.replace('-', '').slice(0, 12), 16);
      // A generator may run ahead of the clock while its counter overflows.
      expect(milliseconds).to.be.within(before, Date.now() + 50);
    });

    it('makes a hundred thousand that differ and grow, faster than the clock ticks', () => {
      const ids = open();
      let last = '';
      for (let n = 0; n < 100_000; n += 1) {
        const id = ids.next();
        if (id <= last) expect.fail(`${id} came after ${last}`);
        last = id;
      }
    });

    it('makes different ones in two generators at the same time', () => {
      const [a, b] = [open(), open()];
      const all = Array.from({ length: 10_000 }, (_value, n) => (n % 2 === 0 ? a : b).next());
      expect(new Set(all).size).to.equal(10_000);
    });
  });
}

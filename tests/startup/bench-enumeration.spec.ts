import { expect } from 'chai';
import { compare, report } from '../../bench/enumeration/comparison.js';
import type { Probe } from '../../bench/enumeration/probe.js';
import { median, timingDifference } from '../../bench/enumeration/timing-difference.js';
import { SeededRandom } from '../support/seeded-random.js';

/** Times around 50 ms, with a long tail, as servers have them. */
function times(random: SeededRandom, count: number, more = 0): number[] {
  return Array.from({ length: count }, () => 50 + more - 3 * Math.log(1 - random.next()));
}

describe('the bench of enumeration', () => {
  it('knows the middle of an odd and of an even number of times', () => {
    expect(median([3, 1, 2])).to.equal(2);
    expect(median([4, 1, 3, 2])).to.equal(2.5);
  });

  it('sees that one kind of answer takes 2 ms longer, and how much that is', () => {
    const random = new SeededRandom(1);
    const found = timingDifference(times(random, 100, 2), times(random, 100), 500, () => random.next());
    expect(found.p).to.be.lessThan(0.01).and.greaterThan(0);
    expect(found.medianMs).to.be.within(1, 3);
    expect(found.share).to.be.within(0.02, 0.06);
  });

  it('sees nothing where there is nothing, but as often as it says', () => {
    const random = new SeededRandom(2);
    const ps = Array.from(
      { length: 60 },
      () => timingDifference(times(random, 40), times(random, 40), 200, () => random.next()).p,
    );
    expect(ps.filter((p) => p < 0.1))
      .to.have.property('length')
      .within(1, 14);
    expect(median(ps)).to.be.within(0.3, 0.7);
  });

  const probe = (change: Partial<Probe> = {}): Probe => ({
    ms: 5,
    status: 401,
    headers: 'date, etag',
    bodyBytes: 120,
    body: '',
    ...change,
  });
  const seen = (known: Probe) => ({ known: [known, probe()], unknown: [probe(), probe()], control: [probe(), probe()] });

  it('finds another status, header or length in a single answer', () => {
    expect(compare('login', seen(probe())).sameAnswers).to.equal(true);
    for (const change of [{ status: 403 }, { headers: 'date' }, { bodyBytes: 121 }]) {
      const compared = compare('login', seen(probe(change)));
      expect(compared.sameAnswers, JSON.stringify(change)).to.equal(false);
      expect(report([compared], 'here')).to.include('| **no** |');
    }
  });
});

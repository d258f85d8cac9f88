import { expect } from 'chai';
import { graphemeCount, graphemesOf } from '../../../src/core/text/index.js';
import { SeededRandom } from '../../support/seeded-random.js';

/** What joins with what stands before or after it: marks, joiners, flags, jamo, a prepended sign, conjuncts, halves of pairs, line ends. */
const pieces = [
  ...['a', 'მ', ' ', '\n', '\r', '\r\n', '\u0301', '\u0301'.repeat(300), '\u200d', '👩', '👩‍👩‍👧‍👦', '🏍️', '🇬🇪', '🇬', '👍🏽', '\ufe0f'],
  ...['\u1100', '\u1161', '\u11a8', '각', '\u0600', 'क', '\u094d', 'ष', '\ud83d', '\ude00', '\u0000', 'x'.repeat(250)],
];

describe('graphemes', () => {
  it('are those of the whole text, wherever a window ends', () => {
    const whole = new Intl.Segmenter('und', { granularity: 'grapheme' });
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = new SeededRandom(seed);
      const text = Array.from({ length: 1 + random.below(300) }, () => random.pick(pieces)).join('');
      const expected = [...whole.segment(text)].map(({ segment }) => segment);
      expect([...graphemesOf(text)], `seed ${seed}`).to.deep.equal(expected);
      expect(graphemeCount(text)).to.equal(expected.length);
    }
  });

  it('of a text as long as a body may be are counted in so many steps as it has windows', () => {
    const steps: number[] = [];
    const segment = Intl.Segmenter.prototype.segment;
    Intl.Segmenter.prototype.segment = function counted(text) {
      steps.push(text.length);
      return segment.call(this, text);
    };
    try {
      expect(graphemeCount('მ'.repeat(200_000))).to.equal(200_000);
      expect(graphemeCount(`e${'\u0301'.repeat(200_000)}`)).to.equal(1);
    } finally {
      Intl.Segmenter.prototype.segment = segment;
    }
    expect(steps.length).to.be.below(1_000);
    expect(steps.filter((length) => length > 256).length).to.be.below(15);
  });
});

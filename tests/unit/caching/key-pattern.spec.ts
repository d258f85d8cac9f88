import { expect } from 'chai';
import { keyPattern } from '../../../src/core/caching/index.js';

describe('keyPattern', () => {
  const cases: [string, string, boolean][] = [
    ['abc', 'abc', true],
    ['abc', 'abcd', false],
    ['*', '', true],
    ['**', 'x', true],
    ['a*', 'a', true],
    ['a*a', 'a', false], // the two letters must not be the same one
    ['a*a', 'aa', true],
    ['a*b*c', 'a-b-c', true],
    ['a*b*c', 'a-c-b', false],
    ['*b*b', 'ab', false],
    ['*ab*ab', 'aab', false],
    ['a*b*b', 'a.b.b', true],
    ['a.c*', 'abc', false],
    ['a?[b]\\*', 'a?[b]\\x', true],
    ['a*', 'a\nb', true],
    ['', '', true],
    ['', 'a', false],
  ];
  for (const [pattern, key, expected] of cases) {
    it(`${JSON.stringify(pattern)} ${expected ? 'takes' : 'leaves'} ${JSON.stringify(key)}`, () => {
      expect(keyPattern(pattern)(key)).to.equal(expected);
    });
  }

  it('does not backtrack', () => {
    const start = Date.now();
    expect(keyPattern('a*'.repeat(30) + 'b')('a'.repeat(100_000))).to.equal(false);
    expect(Date.now() - start).to.be.below(1000);
  });
});

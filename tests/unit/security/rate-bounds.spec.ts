import { expect } from 'chai';
import { rateFaults } from '../../../src/core/security/index.js';

describe('the bounds of what administrators may set', () => {
  const configured = { points: 1_000, windowSeconds: 900 };
  const cases: [number, number, 'points' | 'windowSeconds' | undefined][] = [
    [1_000, 900, undefined],
    [100, 900, undefined],
    [99, 900, 'points'],
    [1, 1, 'points'],
    [100, 901, 'windowSeconds'],
    [100, 86_400, 'windowSeconds'],
    [9_600, 86_400, undefined],
    [100_000, 900, undefined],
    [100_001, 900, 'points'],
    [1_000, 9, undefined],
    [1_000, 8, 'windowSeconds'],
  ];
  for (const [points, windowSeconds, faulty] of cases) {
    it(`${points}/${windowSeconds} instead of 1000/900: ${faulty ?? 'may be set'}`, () => {
      expect(Object.keys(rateFaults({ points, windowSeconds }, configured))).to.deep.equal(faulty ? [faulty] : []);
    });
  }

  it('leave at least one call where few are configured', () => {
    expect(rateFaults({ points: 1, windowSeconds: 60 }, { points: 5, windowSeconds: 60 })).to.deep.equal({});
  });
});

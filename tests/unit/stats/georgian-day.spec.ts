import { expect } from 'chai';
import { startOfDay } from '../../../src/core/stats/index.js';

describe('a day in Georgia', () => {
  it('begins at 20:00 UTC of the day before, in summer as in winter', () => {
    const cases: [string, string][] = [
      ['2026-01-15T19:59:59.999Z', '2026-01-14T20:00:00.000Z'],
      ['2026-01-15T20:00:00.000Z', '2026-01-15T20:00:00.000Z'],
      ['2026-07-15T12:00:00.000Z', '2026-07-14T20:00:00.000Z'],
      ['2026-03-01T00:30:00.000Z', '2026-02-28T20:00:00.000Z'],
    ];
    for (const [at, start] of cases) expect(startOfDay(new Date(at)).toISOString(), at).to.equal(start);
  });
});

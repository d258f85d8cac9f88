import { expect } from 'chai';
import { CacheStatistics, CacheWatch, type FamilyFigures, type WatchRules } from '../../../src/core/caching/index.js';
import { alarmsOf } from '../../../src/core/caching/cache-watch.js';
import { ErrorsSeen } from '../../support/errors-seen.js';
import { LogLines } from '../../support/log-lines.js';

const rules: WatchRules = { windowSeconds: 300, minReads: 10, minHitRate: 0.5, minStoreErrors: 3 };

function reads(statistics: CacheStatistics, family: string, hits: number, misses: number): void {
  for (let i = 0; i < hits; i += 1) statistics.hit(family, i % 2 === 0 ? 'process' : 'shared', false);
  for (let i = 0; i < misses; i += 1) statistics.miss(family, false);
}

function figures(hits: number, misses: number, storeErrors = 0): FamilyFigures {
  const statistics = new CacheStatistics();
  reads(statistics, 'x', hits, misses);
  for (let i = 0; i < storeErrors; i += 1) statistics.count('x', 'storeErrors');
  return statistics.of('x');
}

describe('alarms of the cache', () => {
  it('tell of a hit rate below the bound, and not of one at it', () => {
    expect(alarmsOf({}, { x: figures(4, 6) }, rules)).to.deep.equal([
      { kind: 'low hit rate', family: 'x', reads: 10, hitRate: 0.4 },
    ]);
    expect(alarmsOf({}, { x: figures(5, 5) }, rules)).to.deep.equal([]);
  });

  it('say nothing about few reads, nor about none', () => {
    expect(alarmsOf({}, { x: figures(0, 9), y: figures(0, 0) }, rules)).to.deep.equal([]);
  });

  it('look at the window alone: what was before neither hides nor makes one', () => {
    expect(alarmsOf({ x: figures(1_000, 0) }, { x: figures(1_002, 8) }, rules)).to.deep.equal([
      { kind: 'low hit rate', family: 'x', reads: 10, hitRate: 0.2 },
    ]);
    expect(alarmsOf({ x: figures(0, 1_000) }, { x: figures(8, 1_002) }, rules)).to.deep.equal([]);
  });

  it('tell of a store that fails again and again, whatever the hit rate', () => {
    expect(alarmsOf({}, { x: figures(0, 0, 3), y: figures(100, 0, 2) }, rules)).to.deep.equal([
      { kind: 'store errors', family: 'x', storeErrors: 3 },
    ]);
  });
});

describe('CacheWatch', () => {
  it('warns in the log and reports, once a window, for each family that is in a bad way', () => {
    const statistics = new CacheStatistics();
    const log = new LogLines();
    const errors = new ErrorsSeen();
    reads(statistics, 'old', 0, 50);
    const watch = new CacheWatch(statistics, log, errors, rules);
    watch.check();
    expect(log.all, 'what was before it began is not its window').to.deep.equal([]);
    reads(statistics, 'feed:page', 2, 18);
    reads(statistics, 'user:profile', 95, 5);
    watch.check();
    watch.check();
    expect(log.all).to.deep.equal([
      {
        level: 'warn',
        context: 'cache',
        message: 'The cache of this instance: low hit rate',
        fields: { family: 'feed:page', reads: 20, hitRate: 0.1, windowSeconds: 300 },
      },
    ]);
    expect(errors.all).to.have.length(1);
    expect(String(errors.all[0]?.error)).to.equal('Error: Cache family feed:page: low hit rate');
    reads(statistics, 'feed:page', 0, 20);
    watch.check();
    expect(errors.all, 'still so in the next window').to.have.length(2);
  });
});

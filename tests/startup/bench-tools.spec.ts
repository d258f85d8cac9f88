import { expect } from 'chai';
import { hostCases } from '../../bench/cases.js';
import { readOptions } from '../../bench/options.js';
import { measureEach } from '../../bench/preparation.js';
import { communityReport, hostReport, scaleReport } from '../../bench/report.js';

const figures = { requestsPerSecond: 1_000, p50: 5, p95: 10, p99: 20, cpuMicrosPerRequest: 300 };
const [bench] = hostCases('', { email: 'a@example.ge', password: 'x', username: 'a' });
const setting = { backing: 'PostgreSQL and Redis', rounds: 3, seconds: 5, connections: 50 };

describe('the tools of the bench', () => {
  describe('options', () => {
    it('are read in any order, with addresses from the environment where none are given', () => {
      const env = { DATABASE_URL: 'postgres://one/small', DATABASE_URL_LARGE: 'postgres://one/large' };
      expect(readOptions(['--seconds', '3', '--compare-scales'], env)).to.deep.equal({
        rounds: 5,
        seconds: 3,
        connections: 50,
        compare: { small: 'postgres://one/small', large: 'postgres://one/large' },
        databaseUrl: 'postgres://one/small',
      });
      expect(readOptions(['--compare-scales', 'postgres://a/b', 'postgres://c/d', '--only', 'feed'], env)).to.deep.include({
        only: 'feed',
        compare: { small: 'postgres://a/b', large: 'postgres://c/d' },
      });
    });

    it('are refused when they make no sense', () => {
      for (const words of [['--rounds', 'many'], ['--rounds'], ['--speed', '3'], ['--compare-scales']]) {
        expect(() => readOptions(words, {}), words.join(' ')).to.throw(RangeError);
      }
    });
  });

  describe('reports', () => {
    it('set our figures beside the yardstick, the old backend and the other scale, and name what was left out', () => {
      const leftOut = [{ name: 'comments', reason: 'answers 404' }];
      const stock = { ...figures, requestsPerSecond: 2_000, cpuMicrosPerRequest: 100 };
      const host = hostReport([{ bench: { ...bench!, aim: 0.9 }, ours: figures, yardstick: stock }], leftOut, setting);
      expect(host).to.include('| 1,000 | 5.0 / 10.0 / 20.0 | 300 | 2,000 | 100 | 0.50 | 3.00 | ≥ 0.90 |');
      expect(host).to.include('- comments: answers 404');
      const old = { requestsPerSecond: 100, p99: 2_000, aim: 10 };
      const community = communityReport([{ bench: { ...bench!, old }, ours: figures, yardstick: stock }], [], setting);
      expect(community).to.include('| 10.00 | ≥ 10 | 0.01 |').and.not.include('Left out');
      const scales = scaleReport([{ bench: bench!, small: figures, large: { ...figures, p95: 15 } }], [], {
        ...setting,
        small: 'one',
        large: 'hundred',
      });
      expect(scales).to.include('| 1.50 | ≤ 1.3 |');
    });

    it('go without a case that fails under load, and with the others', async () => {
      const cases = ['good', 'bad', 'fine'].map((name) => ({ bench: { ...bench!, name }, requests: [] }));
      const { results, leftOut } = await measureEach(cases, ({ bench: { name } }) =>
        name === 'bad' ? Promise.reject(new Error('unexpected statuses')) : Promise.resolve(name),
      );
      expect(results).to.deep.equal(['good', 'fine']);
      expect(leftOut).to.deep.equal([{ name: 'bad', reason: 'unexpected statuses' }]);
    });
  });
});

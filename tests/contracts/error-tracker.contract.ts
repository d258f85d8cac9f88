import { expect } from 'chai';
import type { ErrorTracker } from '../../src/core/observability/index.js';

export interface TrackerBench {
  readonly tracker: ErrorTracker;
  /** Messages of what has arrived where errors are looked at, oldest first. */
  arrived(): Promise<string[]>;
}

/** The promises of ErrorTracker. */
export function errorTrackerContract(open: () => Promise<TrackerBench>): void {
  describe('ErrorTracker', () => {
    it('reports what was captured, by the time that flush resolves', async () => {
      const { tracker, arrived } = await open();
      tracker.capture(new Error('first'), { route: 'GET /x', status: 500 });
      tracker.capture(new TypeError('second'));
      await tracker.flush(2_000);
      expect(await arrived()).to.deep.equal(['first', 'second']);
    });

    const strange: readonly (readonly [string, unknown])[] = [
      ['undefined', undefined],
      ['null', null],
      ['a text', 'only words'],
      ['a symbol', Symbol('s')],
      ['a plain object', { reason: 'none' }],
      ['an error that refers to itself', Object.assign(new Error('loop'), { self: undefined as unknown })],
    ];
    for (const [name, thrown] of strange) {
      it(`takes ${name} without throwing`, async () => {
        const { tracker, arrived } = await open();
        if (thrown instanceof Error) Object.assign(thrown, { self: thrown, cause: thrown });
        expect(() => tracker.capture(thrown, { route: undefined })).to.not.throw();
        await tracker.flush(2_000);
        expect(await arrived()).to.have.length(1);
      });
    }

    it('flushes within the given time, also with nothing to flush', async () => {
      const { tracker } = await open();
      const before = performance.now();
      await tracker.flush(200);
      expect(performance.now() - before).to.be.lessThan(1_000);
    });
  });
}

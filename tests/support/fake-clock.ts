import { Clock } from '../../src/core/kernel/index.js';

/** A clock that stands still until it is moved. Starts at a whole second, so that expected times are easy to write. */
export class FakeClock extends Clock {
  private time: number;

  constructor(start: Date | string = '2026-01-01T00:00:00.000Z') {
    super();
    this.time = new Date(start).getTime();
    if (Number.isNaN(this.time)) throw new RangeError('FakeClock: start is not a time');
  }

  /** A new Date each time: changing it does not move the clock. */
  override now(): Date {
    return new Date(this.time);
  }

  /** Moves the clock forward; 0 is allowed, going back is not. */
  advance(ms: number): void {
    if (!(ms >= 0)) throw new RangeError('FakeClock: time only moves forward');
    this.time += ms;
  }
}

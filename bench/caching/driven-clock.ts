import { Clock } from '../../src/core/kernel/index.js';

/** How far the day has come, as the driver tells the servers. */
export interface DayTime {
  readonly dayTimeMs: number;
}

/** A clock that stands still until its driver says how late it is: a day is as long as what happens in it, however fast the machine. */
export class DrivenClock extends Clock {
  #elapsedMs = 0;

  constructor(private readonly originMs: number) {
    super();
  }

  override now(): Date {
    return new Date(this.originMs + this.#elapsedMs);
  }

  readonly obey = (message: unknown): void => {
    const { dayTimeMs } = message as Partial<DayTime>;
    if (dayTimeMs !== undefined) this.#elapsedMs = Math.max(this.#elapsedMs, dayTimeMs);
  };
}

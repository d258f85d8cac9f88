import { Clock } from '../../core/kernel/index.js';

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}

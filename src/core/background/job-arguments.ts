import type { JobOptions } from './ports/job-queue.js';

/** A job as adapters see it: data as JSON text, every option filled in and checked. */
export interface CheckedJob {
  readonly text: string;
  readonly jobId: string | undefined;
  readonly delayMs: number;
  readonly attempts: number;
}

/** Throws TypeError when `data` is no JSON, RangeError when the name is empty or an option makes no sense. */
export function checkedJob(name: string, data: unknown, options: JobOptions = {}): CheckedJob {
  const { jobId, delaySeconds = 0, attempts = 3 } = options;
  const text: string | undefined = JSON.stringify(data);
  if (text === undefined) throw new TypeError('JobQueue: data must be JSON (null where there is none)');
  if (!name) throw new RangeError('JobQueue: a job needs a name');
  if (jobId === '') throw new RangeError('JobQueue: jobId must not be empty');
  if (!Number.isFinite(delaySeconds) || delaySeconds < 0) throw new RangeError('JobQueue: delaySeconds must not be negative');
  if (!Number.isSafeInteger(attempts) || attempts < 1) throw new RangeError('JobQueue: attempts must be a whole number above 0');
  return { text, jobId, delayMs: Math.ceil(delaySeconds * 1000), attempts };
}

/** Whole milliseconds of an interval in seconds. Throws RangeError unless it is finite and above 0. */
export function checkedIntervalMs(everySeconds: number): number {
  if (!Number.isFinite(everySeconds) || everySeconds <= 0) throw new RangeError('JobQueue: everySeconds must be above 0');
  return Math.ceil(everySeconds * 1000);
}

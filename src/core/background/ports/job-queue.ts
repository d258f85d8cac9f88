export interface JobOptions {
  /** Two jobs of one name with the same id: while the first is waiting, delayed, running or pausing before another try, the second is not added. */
  readonly jobId?: string;
  readonly delaySeconds?: number;
  /** Tries in all, first one included. Default 3, with growing pauses between them. */
  readonly attempts?: number;
}

export type JobHandler = (data: unknown, attempt: number) => Promise<void>;

/**
 * Work to be done later, at least once, by any process that called `process` for its name.
 *
 * - `data` is JSON and travels as a copy. A handler that rejects is tried again until `attempts` are used; then the job has
 *   failed for good and is reported to the ErrorTracker.
 * - A handler runs in a scope of its own (`requestId` starts with `job-`), never in the transaction or scope of whoever enqueued.
 * - Jobs of one name run side by side up to the adapter's limit, so their order is not promised.
 * - The in-process adapter loses what waits when the process ends: what must survive belongs in the outbox.
 */
export abstract class JobQueue {
  /** Rejects with TypeError when `data` is no JSON, with RangeError when an option makes no sense, and after `close`. */
  abstract enqueue(name: string, data: unknown, options?: JobOptions): Promise<void>;
  /** One handler a name; a second registration throws. */
  abstract process(name: string, handler: JobHandler): void;
  /**
   * Enqueues `name` with data null every so many seconds, the first time after that long; on a shared server once for all
   * instances. Replaces an earlier schedule of that name; the same interval again (a restart) does not put off the next run.
   */
  abstract schedule(name: string, everySeconds: number): Promise<void>;
  /**
   * Resolves when nothing is ready or running any more for the names this process handles. Delayed and scheduled jobs, and those
   * pausing before another try, do not count. For tests and shutdown.
   */
  abstract drain(): Promise<void>;
  /** Takes no new job, lets running ones finish within the time, then lets go of its connections. */
  abstract close(timeoutMs: number): Promise<void>;
}

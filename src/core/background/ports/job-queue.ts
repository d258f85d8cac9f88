export interface JobOptions {
  /** Two jobs of one name with the same id: while the first is waiting, delayed or running, the second is not added. */
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
 * - The in-process adapter loses what waits when the process ends: what must survive belongs in the outbox.
 */
export abstract class JobQueue {
  abstract enqueue(name: string, data: unknown, options?: JobOptions): Promise<void>;
  /** One handler a name; a second registration throws. */
  abstract process(name: string, handler: JobHandler): void;
  /** Enqueues `name` with data null every so many seconds; on a shared server once for all instances. Replaces an earlier schedule of that name. */
  abstract schedule(name: string, everySeconds: number): Promise<void>;
  /** Resolves when nothing is ready or running any more (delayed and scheduled jobs do not count). For tests and shutdown. */
  abstract drain(): Promise<void>;
  /** Takes no new job, lets running ones finish within the time, then lets go of its connections. */
  abstract close(timeoutMs: number): Promise<void>;
}

import { AsyncResource } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkedIntervalMs, checkedJob, JobQueue, type JobHandler, type JobOptions } from '../../core/background/index.js';
import { runInScope, type ErrorTracker } from '../../core/observability/index.js';
import { Timers } from './timers.js';

/** Bars a second scheduled job; no caller's jobId looks like it. */
const SCHEDULE_ID = '\u0000schedule';

interface Job {
  /** `job-1`, `job-2`, ...: what log lines of this job carry. */
  readonly label: string;
  readonly name: string;
  readonly text: string;
  readonly jobId: string | undefined;
  readonly attempts: number;
  attempt: number;
}

/** All jobs of one name. `ids` are the jobIds that bar a second job: waiting, delayed, running or pausing. */
interface Lane {
  readonly waiting: Job[];
  readonly ids: Set<string>;
  running: number;
  handler?: JobHandler;
  stopSchedule?: () => void;
  everyMs?: number;
}

/**
 * Jobs in the memory of this process; whatever waits when it ends is lost. At most `concurrency` jobs of a name run side by
 * side. The pause before the second try is `retryPauseMs` and doubles each time. A scheduled job is left out while the one
 * before it has not finished.
 */
export class InProcessJobQueue extends JobQueue {
  private readonly lanes = new Map<string, Lane>();
  private readonly timers = new Timers();
  private readonly outside = new AsyncResource('InProcessJobQueue');
  private idleWaiters: (() => void)[] = [];
  private closed = false;
  private count = 0;

  constructor(
    private readonly errors: ErrorTracker,
    private readonly options: { concurrency: number; retryPauseMs: number } = { concurrency: 4, retryPauseMs: 1000 },
  ) {
    super();
  }

  override async enqueue(name: string, data: unknown, options?: JobOptions): Promise<void> {
    const { text, jobId, delayMs, attempts } = checkedJob(name, data, options);
    if (this.closed) throw new Error('JobQueue: closed');
    const lane = this.lane(name);
    if (jobId !== undefined) {
      if (lane.ids.has(jobId)) return;
      lane.ids.add(jobId);
    }
    this.count += 1;
    const job: Job = { label: `job-${this.count}`, name, text, jobId, attempts, attempt: 1 };
    this.makeReady(lane, job, delayMs);
  }

  override process(name: string, handler: JobHandler): void {
    const lane = this.lane(name);
    if (lane.handler) throw new Error(`JobQueue: ${name} has a handler already`);
    lane.handler = handler;
    this.pump(lane);
  }

  override async schedule(name: string, everySeconds: number): Promise<void> {
    const everyMs = checkedIntervalMs(everySeconds);
    if (this.closed) throw new Error('JobQueue: closed');
    const lane = this.lane(name);
    if (lane.everyMs === everyMs) return;
    lane.stopSchedule?.();
    lane.everyMs = everyMs;
    lane.stopSchedule = this.timers.every(everyMs, () => {
      this.enqueue(name, null, { jobId: SCHEDULE_ID }).catch((error: unknown) => this.errors.capture(error, { job: name }));
    });
  }

  override async drain(): Promise<void> {
    while (!this.idle()) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  override async close(timeoutMs: number): Promise<void> {
    this.closed = true;
    this.timers.stopAll();
    for (const lane of this.lanes.values()) lane.waiting.length = 0;
    const timeUp = new AbortController();
    const bound = sleep(timeoutMs, undefined, { signal: timeUp.signal }).catch((error: unknown) => {
      if (!timeUp.signal.aborted) throw error;
    });
    await Promise.race([this.drain(), bound]);
    timeUp.abort();
  }

  private lane(name: string): Lane {
    const lane = this.lanes.get(name) ?? { waiting: [], ids: new Set(), running: 0 };
    this.lanes.set(name, lane);
    return lane;
  }

  private makeReady(lane: Lane, job: Job, delayMs: number): void {
    if (this.closed) return;
    if (delayMs > 0) {
      this.timers.after(delayMs, () => this.makeReady(lane, job, 0));
      return;
    }
    lane.waiting.push(job);
    this.pump(lane);
  }

  /** Starts what may start, and wakes `drain` when nothing is left. */
  private pump(lane: Lane): void {
    while (lane.handler && lane.running < this.options.concurrency) {
      const job = lane.waiting.shift();
      if (!job) break;
      lane.running += 1;
      const handler = lane.handler;
      // Out of the caller's asynchronous context: a job must not inherit a transaction or a request scope.
      this.outside.runInAsyncScope(() => setImmediate(() => void this.run(lane, job, handler)));
    }
    if (this.idle()) for (const wake of this.idleWaiters.splice(0)) wake();
  }

  /** Never rejects: a failure goes to another try or to the ErrorTracker. */
  private async run(lane: Lane, job: Job, handler: JobHandler): Promise<void> {
    try {
      await runInScope({ requestId: job.label }, async () => handler(JSON.parse(job.text), job.attempt));
      this.forget(lane, job);
    } catch (error) {
      if (job.attempt >= job.attempts) {
        this.forget(lane, job);
        runInScope({ requestId: job.label }, () =>
          this.errors.capture(error, { job: job.name, jobId: job.jobId ?? job.label, attempts: job.attempt }),
        );
      } else {
        const pauseMs = this.options.retryPauseMs * 2 ** (job.attempt - 1);
        job.attempt += 1;
        this.makeReady(lane, job, pauseMs);
      }
    }
    lane.running -= 1;
    this.pump(lane);
  }

  private forget(lane: Lane, job: Job): void {
    if (job.jobId !== undefined) lane.ids.delete(job.jobId);
  }

  private idle(): boolean {
    return [...this.lanes.values()].every((lane) => lane.running === 0 && (!lane.handler || lane.waiting.length === 0));
  }
}

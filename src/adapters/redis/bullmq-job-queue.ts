import { Queue, WaitingError, Worker, type Job, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkedIntervalMs, checkedJob, JobQueue, type JobHandler, type JobOptions } from '../../core/background/index.js';
import { runInScope, type ErrorTracker } from '../../core/observability/index.js';
import { closeRedis, connectRedis, connectWorkerRedis, ready } from './redis-connection.js';
import { within } from './within.js';

export interface BullmqJobQueueOptions {
  readonly url: string;
  /** Stands before every key, so that several applications can share a server. */
  readonly prefix: string;
  readonly commandTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** Jobs of one name that run side by side in this process. */
  readonly concurrency: number;
  /** Pause before the second try; it doubles each time. */
  readonly retryPauseMs: number;
  /** Hears of connections that fail. They heal by themselves. */
  readonly onError: (error: Error) => void;
}

const DRAIN_POLL_MS = 25;
/** What letting go of connections may take beyond the time that running jobs were given. */
const HANG_UP_MS = 2000;
/** Failed jobs are kept for a look at them: at most so many, and for a week. */
const KEEP_FAILED = { count: 1000, age: 7 * 24 * 3600 };

/**
 * Jobs on a Redis server by BullMQ, one BullMQ queue for each name, because a worker takes whatever its queue holds and a
 * process may handle some names only. They survive restarts of the process; a job whose process died is given to another.
 * `enqueue`, `schedule` and `drain` reject within about two command timeouts when the server is away or frozen.
 *
 * Uses one connection for commands, and for handlers one more in all and one each (it blocks while waiting for jobs).
 */
export class BullmqJobQueue extends JobQueue {
  private readonly client: Redis;
  private workerClient: Redis | undefined;
  private readonly queues = new Map<string, Queue>();
  private readonly workers = new Map<string, Worker>();
  private readonly running = new Set<Promise<void>>();
  private readonly reported = new WeakSet<Error>();
  private closing: Promise<void> | undefined;

  constructor(
    private readonly errors: ErrorTracker,
    private readonly options: BullmqJobQueueOptions,
  ) {
    super();
    this.client = connectRedis(options.url, { ...options, onError: this.report });
  }

  override async enqueue(name: string, data: unknown, options?: JobOptions): Promise<void> {
    const { text, jobId, delayMs, attempts } = checkedJob(name, data, options);
    const queue = await this.openQueue(name);
    await queue.add(name, envelope(JSON.parse(text)), {
      ...this.jobOptions(attempts),
      delay: delayMs,
      // Not BullMQ's own `jobId`: that one would also bar a new job while a failed one is kept.
      ...(jobId === undefined ? {} : { deduplication: { id: jobId } }),
    });
  }

  override process(name: string, handler: JobHandler): void {
    if (this.closing) throw new Error('JobQueue: closed');
    if (this.workers.has(name)) throw new Error(`JobQueue: ${name} has a handler already`);
    this.workerClient ??= connectWorkerRedis(this.options.url, { ...this.options, onError: this.report });
    const worker = new Worker(queueName(name), (job: Job<Envelope>, token) => this.track(this.run(job, token, handler)), {
      connection: this.workerClient,
      prefix: this.options.prefix,
      concurrency: this.options.concurrency,
      runRetryDelay: 1000,
    });
    worker.on('error', this.report);
    worker.on('failed', (job, error) => {
      if (job && job.finishedOn === undefined) return; // another try follows
      const jobId = job?.deduplicationId ?? job?.id;
      runInScope({ requestId: `job-${job?.id ?? 'unknown'}` }, () =>
        this.errors.capture(error, { job: name, jobId, attempts: job?.attemptsMade }),
      );
    });
    this.workers.set(name, worker);
  }

  override async schedule(name: string, everySeconds: number): Promise<void> {
    const every = checkedIntervalMs(everySeconds);
    const queue = await this.openQueue(name);
    const template = { name, data: envelope(null), opts: this.jobOptions(3) };
    // The start date counts for a new or changed schedule only; BullMQ would run a new one at once.
    await queue.upsertJobScheduler('schedule', { every, startDate: Date.now() + every }, template);
  }

  override async drain(): Promise<void> {
    for (;;) {
      const busy = await Promise.all([...this.workers.keys()].map((name) => this.isBusy(name)));
      if (!busy.includes(true)) return;
      await sleep(DRAIN_POLL_MS);
    }
  }

  override close(timeoutMs: number): Promise<void> {
    this.closing ??= this.shutDown(timeoutMs);
    return this.closing;
  }

  private async shutDown(timeoutMs: number): Promise<void> {
    const workers = [...this.workers.values()];
    await Promise.all(workers.map((worker) => worker.pause(true)));
    const finished = await within(timeoutMs, Promise.all(this.running));
    // Forced: BullMQ stops renewing the jobs' locks, so another process takes them over.
    await within(HANG_UP_MS, Promise.all(workers.map((worker) => worker.close(!finished))));
    await within(HANG_UP_MS, Promise.all([...this.queues.values()].map((queue) => queue.close())));
    if (this.workerClient) await closeRedis(this.workerClient, this.options.commandTimeoutMs);
    await closeRedis(this.client, this.options.commandTimeoutMs);
  }

  private jobOptions(attempts: number): JobsOptions {
    return {
      attempts,
      backoff: { type: 'exponential', delay: this.options.retryPauseMs },
      removeOnComplete: true,
      removeOnFail: KEEP_FAILED,
    };
  }

  private async openQueue(name: string): Promise<Queue> {
    if (this.closing) throw new Error('JobQueue: closed');
    await ready(this.client, this.options.commandTimeoutMs);
    const queue =
      this.queues.get(name) ??
      new Queue(queueName(name), {
        connection: this.client,
        prefix: this.options.prefix,
        // Both would be asked once only: a failure at that moment would break the queue for good.
        skipVersionCheck: true,
        skipWaitingForReady: true,
      }).on('error', this.report);
    this.queues.set(name, queue);
    return queue;
  }

  private async isBusy(name: string): Promise<boolean> {
    const counts = await (await this.openQueue(name)).getJobCounts('waiting', 'prioritized', 'active');
    return Object.values(counts).some((count) => count > 0);
  }

  private async run(job: Job<Envelope>, token: string | undefined, handler: JobHandler): Promise<void> {
    if (this.closing) {
      // A paused worker still takes the job that its blocking command was waiting for: somebody else may have it.
      await job.moveToWait(token);
      throw new WaitingError();
    }
    try {
      await runInScope({ requestId: `job-${job.id ?? 'unknown'}` }, () => handler(job.data.data, job.attemptsMade + 1));
    } catch (error) {
      throw error instanceof Error ? error : new Error(`The handler rejected with ${String(error)}`, { cause: error });
    }
  }

  private async track(run: Promise<void>): Promise<void> {
    const settled = run.then(
      () => undefined,
      () => undefined, // BullMQ has the error
    );
    this.running.add(settled);
    try {
      await run;
    } finally {
      this.running.delete(settled);
    }
  }

  /** One broken connection is announced by every queue and worker on it, with the same error object. */
  private readonly report = (error: Error): void => {
    if (this.reported.has(error)) return;
    this.reported.add(error);
    this.options.onError(error);
  };
}

/** BullMQ makes `{}` of a scheduled job's null, so data travels inside an object. */
interface Envelope {
  readonly data: unknown;
}

function envelope(data: unknown): Envelope {
  return { data };
}

/** BullMQ refuses a colon in the name of a queue. */
function queueName(name: string): string {
  return encodeURIComponent(name);
}

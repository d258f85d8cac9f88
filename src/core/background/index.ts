export { checkedIntervalMs, checkedJob, type CheckedJob } from './job-arguments.js';
export { JobQueue, type JobHandler, type JobOptions } from './ports/job-queue.js';
export { Lock, type HeldLock } from './ports/lock.js';
export type { RecurringJob } from './recurring-job.js';

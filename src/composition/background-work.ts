import type { Container } from 'inversify';
import { KnexSession } from '../adapters/postgres/knex-session.js';
import { OutboxDispatcher } from '../adapters/postgres/outbox/outbox-dispatcher.js';
import { OutboxSignal } from '../adapters/postgres/outbox/outbox-signal.js';
import { JobQueue, Lock } from '../core/background/index.js';
import { Clock } from '../core/kernel/index.js';
import { ErrorTracker, Logger } from '../core/observability/index.js';
import type { FeatureModule } from './feature-module.js';

/** Longer than any recurring job takes: a holder that died lets go then. */
const jobLockSeconds = 600;

export function buildOutboxDispatcher(container: Container, modules: readonly FeatureModule[]): OutboxDispatcher {
  const handlers = modules.flatMap(({ eventHandlers }) => eventHandlers.map((token) => container.get(token)));
  return new OutboxDispatcher(
    container.get(KnexSession),
    handlers,
    container.get(Clock),
    container.get(Logger),
    container.get(ErrorTracker),
    container.get(OutboxSignal),
  );
}

/** Registers the recurring jobs of these features and their schedules. One instance at a time runs each. */
export async function startJobs(container: Container, modules: readonly FeatureModule[]): Promise<JobQueue> {
  const queue = container.get(JobQueue);
  const lock = container.get(Lock);
  for (const job of modules.flatMap(({ jobs }) => jobs.map((token) => container.get(token)))) {
    queue.process(job.name, async () => {
      const held = await lock.acquire(`job:${job.name}`, jobLockSeconds);
      if (!held) return;
      try {
        await job.run();
      } finally {
        await held.release();
      }
    });
    await queue.schedule(job.name, job.everySeconds);
  }
  return queue;
}

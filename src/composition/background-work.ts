import type { Container } from 'inversify';
import { KnexSession } from '../adapters/postgres/knex-session.js';
import { OutboxDispatcher } from '../adapters/postgres/outbox/outbox-dispatcher.js';
import { OutboxSignal } from '../adapters/postgres/outbox/outbox-signal.js';
import { JobQueue, Lock, type RecurringJob } from '../core/background/index.js';
import { CacheWatch, InvalidateOnEvent, InvalidationTable, LoadingCache, Warming } from '../core/caching/index.js';
import { Clock, type EventHandler } from '../core/kernel/index.js';
import { ErrorTracker, Logger } from '../core/observability/index.js';
import type { FeatureModule } from './feature-module.js';

/** Longer than any recurring job takes: a holder that died lets go then. */
const jobLockSeconds = 600;

export function buildOutboxDispatcher(container: Container, modules: readonly FeatureModule[]): OutboxDispatcher {
  const handlers = modules.flatMap(({ eventHandlers }) => eventHandlers.map((token) => container.get(token)));
  return new OutboxDispatcher(
    container.get(KnexSession),
    // Whoever is told of something reads it at once: what is cached ends first.
    [...invalidationHandlers(container), ...handlers],
    container.get(Clock),
    container.get(Logger),
    container.get(ErrorTracker),
    container.get(OutboxSignal),
  );
}

function invalidationHandlers(container: Container): EventHandler[] {
  const table = container.get(InvalidationTable);
  const [cache, clock] = [container.get(LoadingCache), container.get(Clock)];
  return table.eventNames.map((name) => new InvalidateOnEvent(name, table, cache, clock));
}

/** All warming tasks of these features. */
export function buildWarming(container: Container, modules: readonly FeatureModule[]): Warming {
  const tasks = modules.flatMap(({ warming = [] }) => warming.map((token) => container.get(token)));
  return new Warming(container.get(LoadingCache), tasks, container.get(Logger));
}

/** Looks after the cache of this process, once a window. The result ends it. */
export function startCacheWatch(container: Container): () => void {
  const watch = container.get(CacheWatch);
  const timer = setInterval(() => watch.check(), watch.rules.windowSeconds * 1_000).unref();
  return () => clearInterval(timer);
}

/** Registers the recurring jobs of these features, and others, with their schedules. One instance at a time runs each. */
export async function startJobs(
  container: Container,
  modules: readonly FeatureModule[],
  others: readonly RecurringJob[],
): Promise<JobQueue> {
  const queue = container.get(JobQueue);
  const lock = container.get(Lock);
  for (const job of [...modules.flatMap(({ jobs }) => jobs.map((token) => container.get(token))), ...others]) {
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
    if (job.atStart) await queue.enqueue(job.name, null);
  }
  return queue;
}

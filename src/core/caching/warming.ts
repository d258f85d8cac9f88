import type { RecurringJob } from '../background/index.js';
import type { Logger } from '../observability/index.js';
import type { CacheFamily } from './cache-family.js';
import type { Load } from './filler.js';
import type { LoadingCache } from './loading-cache.js';

/** Has a value kept. At start what another instance has loaded is good enough; later it is loaded anew. */
export type Warm = <P, T>(family: CacheFamily<P, T>, parameters: P, load: Load<T>) => Promise<unknown>;

/** Values that a feature wants in the cache before the first request asks for them. */
export interface WarmingTask {
  readonly name: string;
  /** Absent: at start alone. Otherwise loaded anew so often, by one instance: at most half of the time that the values live. */
  readonly everySeconds?: number;
  run(warm: Warm): Promise<void>;
}

/** A service starts after this long, however cold. */
const startBudgetMs = 5_000;

/** Runs the tasks of all features: each by itself, so that one which fails or hangs keeps no other from being done. */
export class Warming {
  constructor(
    private readonly cache: LoadingCache,
    private readonly tasks: readonly WarmingTask[],
    private readonly logger: Logger,
    private readonly budgetMs = startBudgetMs,
  ) {}

  /** Before the first request, on every instance. Never rejects, and resolves within the budget; what is not done by then goes on. */
  async atStart(): Promise<void> {
    const warm: Warm = (family, parameters, load) => this.cache.getOrLoad(family, parameters, load);
    const open = new Set(this.tasks.map(({ name }) => name));
    const all = this.tasks.map(async (task) => {
      try {
        await task.run(warm);
      } catch (error) {
        this.logger.log('warn', 'cache', 'A warming task failed; the service starts without it', { task: task.name, error });
      }
      open.delete(task.name);
    });
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.budgetMs);
    });
    await Promise.race([Promise.all(all), timeUp]);
    clearTimeout(timer);
    if (open.size > 0) this.logger.log('warn', 'cache', 'The service starts before it is warm', { tasks: [...open] });
  }

  /** The tasks that come round, as jobs: the queue and its lock have one instance at a time do each. */
  jobs(): RecurringJob[] {
    const warm: Warm = (family, parameters, load) => this.cache.refresh(family, parameters, load);
    return this.tasks.flatMap((task) =>
      task.everySeconds === undefined
        ? []
        : [{ name: `warm-${task.name}`, everySeconds: task.everySeconds, run: () => task.run(warm) }],
    );
  }
}

import type { ErrorTracker, Logger } from '../observability/index.js';
import { type CacheStatistics, type FamilyFigures, readsOf } from './cache-statistics.js';

export interface WatchRules {
  readonly windowSeconds: number;
  /** Fewer reads in a window say nothing about their hit rate. */
  readonly minReads: number;
  /** Hits per read below which a family is not worth its keeping, or something ends it all the time. */
  readonly minHitRate: number;
  /** So many failures of the store in a window are told; single ones are covered by a load. */
  readonly minStoreErrors: number;
}

/** When the people on call are told about the cache. */
export const watchRules: WatchRules = { windowSeconds: 300, minReads: 200, minHitRate: 0.5, minStoreErrors: 10 };

export type CacheAlarm =
  | { readonly kind: 'low hit rate'; readonly family: string; readonly reads: number; readonly hitRate: number }
  | { readonly kind: 'store errors'; readonly family: string; readonly storeErrors: number };

type Snapshot = Readonly<Record<string, FamilyFigures>>;

/** What is wrong with the window between two readings of the figures. */
export function alarmsOf(before: Snapshot, now: Snapshot, rules: WatchRules): CacheAlarm[] {
  return Object.entries(now).flatMap(([family, figures]) => {
    const earlier = before[family];
    const since = (figure: (of: FamilyFigures) => number): number => figure(figures) - (earlier ? figure(earlier) : 0);
    const reads = since(readsOf);
    const hitRate = reads > 0 ? (reads - since(({ misses }) => misses)) / reads : 1;
    const storeErrors = since((of) => of.storeErrors);
    const alarms: CacheAlarm[] = [];
    if (reads >= rules.minReads && hitRate < rules.minHitRate) alarms.push({ kind: 'low hit rate', family, reads, hitRate });
    if (storeErrors >= rules.minStoreErrors) alarms.push({ kind: 'store errors', family, storeErrors });
    return alarms;
  });
}

/** Looks at the figures of this process once a window, and tells what is wrong: a line in the log and one report for each alarm. */
export class CacheWatch {
  #before: Snapshot;

  constructor(
    private readonly statistics: CacheStatistics,
    private readonly logger: Logger,
    private readonly errors: ErrorTracker,
    readonly rules: WatchRules = watchRules,
  ) {
    this.#before = statistics.all();
  }

  /** To be called once every `rules.windowSeconds`. */
  check(): void {
    const now = this.statistics.all();
    for (const { kind, ...figures } of alarmsOf(this.#before, now, this.rules)) {
      const { windowSeconds } = this.rules;
      this.logger.log('warn', 'cache', `The cache of this instance: ${kind}`, { ...figures, windowSeconds });
      this.errors.capture(new Error(`Cache family ${figures.family}: ${kind}`), { ...figures, windowSeconds });
    }
    this.#before = now;
  }
}

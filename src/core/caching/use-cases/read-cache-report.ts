import type { Clock } from '../../kernel/index.js';
import { type CacheStatistics, type FamilyFigures, readsOf } from '../cache-statistics.js';
import type { BreakerState } from '../circuit-breaker.js';
import type { TierEntry } from '../filler.js';
import type { ProcessTier } from '../process-tier.js';

export interface FamilyReport extends FamilyFigures {
  readonly family: string;
  readonly reads: number;
  /** Hits per read; absent where nothing was read. */
  readonly hitRate?: number;
  /** Absent where nothing was loaded. */
  readonly meanLoadMs?: number;
}

/** What the cache of this process did since it started. */
export interface CacheReport {
  readonly instance: string;
  readonly startedAt: Date;
  readonly readAt: Date;
  /** Of the shared store; absent where there is none, because this process is alone. See GuardedEntryStore. */
  readonly guard?: BreakerState;
  /** `current`: it hears what others invalidate, and is therefore used. Bytes are estimated. */
  readonly processTier: {
    readonly entries: number;
    readonly bytes: number;
    readonly maxBytes: number;
    readonly current: boolean;
  };
  /** By name. */
  readonly families: readonly FamilyReport[];
}

export class ReadCacheReport {
  readonly #startedAt: Date;

  constructor(
    private readonly statistics: CacheStatistics,
    private readonly tier: ProcessTier<TierEntry>,
    private readonly clock: Clock,
    private readonly instance: string,
    private readonly guard?: { readonly state: BreakerState },
  ) {
    this.#startedAt = clock.now();
  }

  execute(): CacheReport {
    const { size, bytes, maxBytes, isCurrent } = this.tier;
    return {
      instance: this.instance,
      startedAt: this.#startedAt,
      readAt: this.clock.now(),
      ...(this.guard ? { guard: this.guard.state } : {}),
      processTier: { entries: size, bytes, maxBytes, current: isCurrent },
      families: Object.entries(this.statistics.all()).map(([family, figures]) => familyReport(family, figures)),
    };
  }
}

function familyReport(family: string, figures: FamilyFigures): FamilyReport {
  const reads = readsOf(figures);
  return {
    family,
    ...figures,
    reads,
    ...(reads > 0 ? { hitRate: (reads - figures.misses) / reads } : {}),
    ...(figures.loads > 0 ? { meanLoadMs: (figures.loadSeconds * 1_000) / figures.loads } : {}),
  };
}

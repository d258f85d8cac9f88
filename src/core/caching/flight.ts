import type { Tier } from './cache-statistics.js';
import type { Filled, Found, TierEntry } from './filler.js';
import type { Dependencies } from './ports/entry-store.js';

/** What a flight ends with; every caller makes a value of his own of it. */
export interface Outcome extends Filled {
  readonly tier: Tier;
  readonly stale: boolean;
}

export interface Flight {
  readonly outcome: Promise<Outcome>;
  readonly dependencies: Dependencies;
  /** By performance.now. */
  readonly startedAt: number;
  /** Noted before the load; absent while the store has not been asked, and when it failed. */
  epochs: readonly string[] | undefined;
  /** The store failed, and the load has not begun yet: what it will bring is new to whoever comes now. */
  isAhead: boolean;
}

/** What a read that asked the store by itself brings to its flight. */
export interface Asked {
  readonly found: Found | undefined;
}

/** Field by field: a spread costs several microseconds here, on every hit. */
export function hitOutcome(kept: TierEntry, tier: 'process' | 'shared', stale: boolean, softChanged: boolean): Outcome {
  const { entry, decoded } = kept;
  return { entry, decoded, tier, stale, softChanged, stored: true, collapsed: false };
}

export function originOutcome(filled: Filled): Outcome {
  return { ...filled, tier: 'origin', stale: false };
}

interface Noted {
  readonly epochs?: readonly string[] | undefined;
}

/** Whether no hard tag was invalidated between the two. */
export function sameEpochs({ tags }: Dependencies, a: Noted, b: Noted): boolean {
  return a.epochs !== undefined && tags.every((_tag, i) => a.epochs?.[i] === b.epochs?.[i]);
}

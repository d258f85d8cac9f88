import type { CacheFamily } from './cache-family.js';
import type { EntryHead } from './envelope.js';

/**
 * `fresh`: served. `early`: served, and loaded anew in the background before its time. `stale`: served while it is loaded anew. `spare`: served
 * only when it cannot be loaded anew in time. `over`: never served.
 */
export type Freshness = 'fresh' | 'early' | 'stale' | 'spare' | 'over';

export type FreshnessRules = Pick<
  CacheFamily<never, never>,
  'ttlSeconds' | 'softSeconds' | 'staleWhileRevalidateSeconds' | 'staleIfErrorSeconds'
>;

/** How much earlier than on average a value that takes long is loaded anew; 1 is optimal for exponential gaps (section 3.2 of the paper). */
const beta = 1;

/** How long a value lives that is made now: up to a tenth shorter than its time, so that values made together do not end together. */
export function freshMs({ ttlSeconds }: Pick<FreshnessRules, 'ttlSeconds'>, random: () => number): number {
  return Math.ceil(ttlSeconds * 1_000 * (1 - random() / 10));
}

/** When an entry stops to be fresh. */
export function freshUntil(entry: EntryHead, softChanged: boolean, { softSeconds = 0 }: FreshnessRules): number {
  return entry.loadedAt + (softChanged ? Math.min(entry.freshMs, softSeconds * 1_000) : entry.freshMs);
}

/**
 * What may be done with an entry now. Early refresh is XFetch: with `loadMs` as delta, the chance to load anew t ms before the end is
 * exp(-t / (beta · delta)). Vattani, Chierichetti, Lowenstein: "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015.
 */
export function freshnessOf(
  entry: EntryHead,
  softChanged: boolean,
  rules: FreshnessRules,
  now: number,
  random: () => number,
): Freshness {
  const left = freshUntil(entry, softChanged, rules) - now;
  if (left > 0) return -beta * entry.loadMs * Math.log(1 - random()) >= left ? 'early' : 'fresh';
  const over = -left;
  const { softSeconds = 0, staleWhileRevalidateSeconds = 0 } = rules;
  const covered = softChanged && softSeconds === 0 ? 0 : staleWhileRevalidateSeconds;
  if (over < covered * 1_000) return 'stale';
  return over < (rules.staleIfErrorSeconds ?? 0) * 1_000 ? 'spare' : 'over';
}

/** How long the store must keep an entry for all of that. */
export function keptMs(entry: EntryHead, { staleWhileRevalidateSeconds = 0, staleIfErrorSeconds = 0 }: FreshnessRules): number {
  return entry.freshMs + Math.max(staleWhileRevalidateSeconds, staleIfErrorSeconds) * 1_000;
}

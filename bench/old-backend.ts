/**
 * The backend that this one replaces, repaired until it answered: measured once with 100 connections on 2,000 people and 20,000 posts, the same
 * size as scale 1. Constants, since it is gone: another machine than the one that measures today may have been faster or slower.
 */
export interface OldFigures {
  readonly requestsPerSecond: number;
  readonly p99?: number;
  /** How many times as many requests we want to answer. */
  readonly aim: number;
}

export const oldBackend = {
  profile: { requestsPerSecond: 307, p99: 557, aim: 5 },
  feed: { requestsPerSecond: 78, p99: 2_500, aim: 10 },
  trending: { requestsPerSecond: 199, p99: 2_500, aim: 10 },
  like: { requestsPerSecond: 102, p99: 2_000, aim: 10 },
} as const satisfies Record<string, OldFigures>;

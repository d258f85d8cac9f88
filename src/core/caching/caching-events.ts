import { everything } from './cache-tags.js';
import type { Invalidations } from './invalidations.js';

/** For changes that no feature made, such as those of a seed: recorded beside them, and every running instance hears of it. */
export const cachingEvents = {
  /** { } */
  everythingChanged: 'caching.everything-changed',
} as const;

export const cachingInvalidations: Invalidations<Record<(typeof cachingEvents)['everythingChanged'], object>> = {
  [cachingEvents.everythingChanged]: () => [everything],
};

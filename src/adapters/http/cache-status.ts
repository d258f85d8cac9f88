import type { LoadedValue } from '../../core/caching/index.js';

const cacheName = 'bikearea';

/** The answer was made for this caller alone. */
export const bypassed = `${cacheName}; fwd=bypass`;

/**
 * `Cache-Status` of RFC 9211. A forward is a `miss`: the answers in several languages are one family to us, so that we do not tell `uri-miss` from
 * `vary-miss`. The time to live of a hit is negative where it was served after its time.
 */
export function cacheStatus({ tier, collapsed, stored, freshUntil }: LoadedValue<unknown>, now: number): string {
  if (tier !== 'origin') return `${cacheName}; hit; ttl=${Math.floor((freshUntil - now) / 1_000)}`;
  return `${cacheName}; fwd=miss${collapsed ? '; collapsed' : ''}${stored ? '; stored' : ''}`;
}

import { countStaleReads } from '../../tests/support/caching-interleavings.js';
import type { Figure } from './figure.js';

const runs = 1_000;

/** Reads, writes and invalidations of three processes, in orders that a scheduler chooses. */
export async function fence(): Promise<Figure[]> {
  const { reads, stale } = await countStaleReads(runs, 1);
  return [
    {
      what: `Fence: invalidations during loads, ${runs.toLocaleString('en-US')} random interleavings, ${reads.toLocaleString('en-US')} reads: stale reads after an invalidation`,
      found: String(stale),
      aim: '0',
    },
  ];
}

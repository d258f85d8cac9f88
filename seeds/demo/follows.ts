/** Reproducible numbers in [0, 1): mulberry32, public domain, Tommy Ettinger. The same seed gives the same row for ever. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Edge {
  readonly follower: number;
  readonly followee: number;
}

/** Pairs among the demo people. */
export const demoFollows = 150;

/**
 * Who follows whom among `count` people, by position: `wanted` pairs, each once, nobody himself. The square of the random number favours
 * those at the front, so that some are followed by many and most by a few.
 */
export function demoEdges(count: number, wanted: number): Edge[] {
  const random = seededRandom(20_250_101);
  const seen = new Set<string>();
  const edges: Edge[] = [];
  while (edges.length < wanted) {
    const follower = Math.floor(random() * count);
    const followee = Math.floor(random() ** 2 * count);
    const key = `${follower}>${followee}`;
    if (follower === followee || seen.has(key)) continue;
    seen.add(key);
    edges.push({ follower, followee });
  }
  return edges;
}

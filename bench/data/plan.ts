/** How many of each at a scale, and who of the people is who. Everything else follows from ordinals by arithmetic and hashes: the same each time. */
export interface Plan {
  readonly scale: number;
  readonly people: number;
  readonly posts: number;
  /** Posts of visibility PUBLIC and FOLLOWERS; the rest is PRIVATE. */
  readonly publicPosts: number;
  readonly followersPosts: number;
  readonly likes: number;
  readonly follows: number;
  readonly comments: number;
  /** Posts that are tried; those that are not public stay unsaved. */
  readonly saves: number;
  /** Pairs that are tried; those who follow one another stay unblocked. */
  readonly blocks: number;
  /** Multiplied with an ordinal, modulo `posts`, it gives the rank of a post in popularity: each rank once. */
  readonly postStep: number;
  readonly reader: Reader;
  /** Ordinal of the person who writes in measurements. The reader neither follows nor blocks this one. */
  readonly author: number;
}

/** The measured reader: the last ordinal, outside the arithmetic of follows. */
export interface Reader {
  readonly ordinal: number;
  readonly follows: readonly number[];
  readonly followedBy: readonly number[];
  readonly blocks: readonly number[];
  readonly blockedBy: readonly number[];
}

/** Greater than any number of people or posts, and prime: steps of this length around a ring meet every place once. */
export const longStep = 1_000_000_007;

const readerFollows = 500;
const readerBlocks = 100;
const smallestScale = 0.02;
const largestScale = 1_000;

/** @throws RangeError for a scale that makes no sense. */
export function planOf(scale: number): Plan {
  if (!(scale >= smallestScale && scale <= largestScale)) {
    throw new RangeError(`--scale takes a number from ${smallestScale} to ${largestScale}, such as 1, 10 or 100`);
  }
  const times = (count: number): number => Math.round(count * scale);
  const people = times(2_000);
  const posts = times(20_000);
  const publicPosts = Math.floor(posts * 0.85);
  const reader = readerAmong(people);
  const taken = new Set([...reader.follows, ...reader.blocks, ...reader.blockedBy]);
  let author = Math.ceil(people / 2);
  while (taken.has(author)) author += 1;
  return {
    scale,
    people,
    posts,
    publicPosts,
    followersPosts: Math.floor(posts * 0.12),
    likes: times(70_000),
    follows: times(30_000),
    comments: times(20_000),
    saves: times(4_000),
    blocks: times(200),
    postStep: stepAround(posts),
    reader,
    author,
  };
}

/**
 * Those whom the reader follows lie evenly over all ordinals, which are ranks in popularity, so that at every scale they are the same mix and
 * have written about as much. Those who are blocked lie beside them.
 */
function readerAmong(people: number): Reader {
  const others = people - 1;
  const count = Math.min(readerFollows, Math.round(people / 4));
  const follows = Array.from({ length: count }, (_, k) => 1 + Math.floor(((k + 0.5) * others) / count));
  const fifth = follows.filter((_, k) => k % 5 === 0).slice(0, readerBlocks);
  return {
    ordinal: people,
    follows,
    followedBy: follows.filter((_, k) => k % 10 === 3),
    blocks: fifth.map((ordinal) => ordinal + 1),
    blockedBy: fifth.map((ordinal) => ordinal + 2),
  };
}

/** A number near the golden section of the ring and without a divisor in common with it, so that neighbours in time are far apart in rank. */
function stepAround(ring: number): number {
  let step = Math.max(1, Math.round(ring * 0.618_034));
  while (greatestCommonDivisor(step, ring) !== 1) step += 1;
  return step;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

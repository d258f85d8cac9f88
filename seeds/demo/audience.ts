import { stableId } from '../reference.js';
import { demoEdges, demoFollows, seededRandom } from './follows.js';
import { demoPeople } from './people.js';
import type { DemoPost } from './post.js';

const usernames = demoPeople.map(({ username }) => username);
const pairs = new Set(
  demoEdges(usernames.length, demoFollows).map(({ follower, followee }) => `${usernames[follower]}>${usernames[followee]}`),
);

/** Usernames of those who get to read a post, its author left out. */
export function audienceOf({ by, visibility }: Pick<DemoPost, 'by' | 'visibility'>): string[] {
  if (visibility === 'PRIVATE') return [];
  return usernames.filter((name) => name !== by && (visibility === 'PUBLIC' || pairs.has(`${name}>${by}`)));
}

/** Numbers of its own for everything that has a name, so that a post more or less leaves what hangs on the others as it is. */
export const randomOf = (name: string): (() => number) => seededRandom(Number.parseInt(stableId(name).slice(0, 8), 16));

/** Some of a list, each at most once, in an order by chance. */
export function someOf<T>(list: readonly T[], wanted: number, random: () => number): T[] {
  return list
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .slice(0, wanted)
    .map(({ item }) => item);
}

const hourMs = 3_600_000;

export const hoursBefore = (now: Date, hours: number): Date => new Date(now.getTime() - Math.round(hours * hourMs));

/** A whole second after `from`: `share` (0 to 1) of the time until `now`, of the first `hours` where that is longer. */
export function laterThan(from: Date, now: Date, hours: number, share: number): Date {
  const span = Math.min(now.getTime() - from.getTime(), hours * hourMs);
  return new Date(from.getTime() + Math.floor((span * share) / 1_000) * 1_000);
}

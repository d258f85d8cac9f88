import type { Relation, Standing } from '../relation.js';

/** Two people, held for a change of what stands between them. */
export interface HeldPair {
  /** From the first one's side. */
  readonly relation: Relation;
  /** Of the second one. */
  readonly other: Standing;
}

/**
 * Who follows and who blocks whom. Writing goes in two steps inside one transaction: `hold` the pair, then change it. Whoever holds a pair
 * is alone with it until his transaction ends, so what `hold` told stays true; two people acting on each other at once never deadlock.
 *
 * Every change is idempotent, answers whether it changed anything, and keeps the counters of both people exact. Times are those of the caller.
 */
export abstract class SocialGraph {
  /** `undefined` when one of the two does not exist. The two differ. */
  abstract hold(personId: string, otherId: string): Promise<HeldPair | undefined>;
  abstract addFollow(followerId: string, followeeId: string, at: Date): Promise<boolean>;
  abstract removeFollow(followerId: string, followeeId: string): Promise<boolean>;
  abstract addBlock(blockerId: string, blockedId: string, at: Date): Promise<boolean>;
  abstract removeBlock(blockerId: string, blockedId: string): Promise<boolean>;
}

import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { SocialGraph } from '../ports/social-graph.js';
import { profileEvents } from '../profile-events.js';
import { UserNotFound } from '../profiles.errors.js';
import { assertMayUnfollow, assertNotSelf, type Relation } from '../relation.js';

export class UnfollowPerson {
  constructor(
    private readonly graph: SocialGraph,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /** What stands between the two afterwards; repeating it changes nothing. Throws CannotFollowSelf, UserNotFound. */
  async execute(actor: Actor, personId: string): Promise<Relation> {
    assertNotSelf(actor.userId, personId, 'follow');
    return this.transactions.run(async () => {
      const pair = await this.graph.hold(actor.userId, personId);
      if (!pair) throw new UserNotFound();
      assertMayUnfollow(pair.relation, pair.other, this.clock.now());
      if (await this.graph.removeFollow(actor.userId, personId)) {
        await this.outbox.record(profileEvents.personUnfollowed, { followerId: actor.userId, followeeId: personId });
      }
      return { ...pair.relation, isFollowing: false };
    });
  }
}

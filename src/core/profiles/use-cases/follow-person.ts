import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { SocialGraph } from '../ports/social-graph.js';
import { profileEvents } from '../profile-events.js';
import { UserNotFound } from '../profiles.errors.js';
import { assertMayFollow, assertNotSelf, type Relation } from '../relation.js';

export class FollowPerson {
  constructor(
    private readonly graph: SocialGraph,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /** What stands between the two afterwards; following again changes nothing. Throws CannotFollowSelf, UserNotFound, Blocked. */
  async execute(actor: Actor, personId: string): Promise<Relation> {
    assertNotSelf(actor.userId, personId, 'follow');
    return this.transactions.run(async () => {
      const pair = await this.graph.hold(actor.userId, personId);
      if (!pair) throw new UserNotFound();
      const now = this.clock.now();
      assertMayFollow(pair.relation, pair.other, now);
      if (await this.graph.addFollow(actor.userId, personId, now)) {
        await this.outbox.record(profileEvents.personFollowed, { followerId: actor.userId, followeeId: personId });
      }
      return { ...pair.relation, isFollowing: true };
    });
  }
}

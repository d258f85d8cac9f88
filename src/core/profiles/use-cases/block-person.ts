import type { Actor, Clock, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { SocialGraph } from '../ports/social-graph.js';
import { profileEvents } from '../profile-events.js';
import { UserNotFound } from '../profiles.errors.js';
import { assertMayBlock, assertNotSelf, type Relation } from '../relation.js';

export class BlockPerson {
  constructor(
    private readonly graph: SocialGraph,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
    private readonly clock: Clock,
  ) {}

  /** Ends the follows between the two, in both directions. Blocking again changes nothing. Throws CannotBlockSelf, UserNotFound. */
  async execute(actor: Actor, personId: string): Promise<Relation> {
    assertNotSelf(actor.userId, personId, 'block');
    return this.transactions.run(async () => {
      const pair = await this.graph.hold(actor.userId, personId);
      if (!pair) throw new UserNotFound();
      assertMayBlock(pair.other);
      await this.#endFollow(actor.userId, personId);
      await this.#endFollow(personId, actor.userId);
      if (await this.graph.addBlock(actor.userId, personId, this.clock.now())) {
        await this.outbox.record(profileEvents.personBlocked, { blockerId: actor.userId, blockedId: personId });
      }
      return { ...pair.relation, isFollowing: false, isFollowedBy: false, isBlocked: true };
    });
  }

  async #endFollow(followerId: string, followeeId: string): Promise<void> {
    if (await this.graph.removeFollow(followerId, followeeId)) {
      await this.outbox.record(profileEvents.personUnfollowed, { followerId, followeeId });
    }
  }
}

import type { Actor, EventOutbox, TransactionRunner } from '../../kernel/index.js';
import type { SocialGraph } from '../ports/social-graph.js';
import { profileEvents } from '../profile-events.js';
import { UserNotFound } from '../profiles.errors.js';
import { assertMayBlock, assertNotSelf, type Relation } from '../relation.js';

export class UnblockPerson {
  constructor(
    private readonly graph: SocialGraph,
    private readonly transactions: TransactionRunner,
    private readonly outbox: EventOutbox,
  ) {}

  /** Follows that the block ended stay ended. Repeating it changes nothing. Throws CannotBlockSelf, UserNotFound. */
  async execute(actor: Actor, personId: string): Promise<Relation> {
    assertNotSelf(actor.userId, personId, 'block');
    return this.transactions.run(async () => {
      const pair = await this.graph.hold(actor.userId, personId);
      if (!pair) throw new UserNotFound();
      if (!pair.relation.isBlocked) assertMayBlock(pair.other);
      if (await this.graph.removeBlock(actor.userId, personId)) {
        await this.outbox.record(profileEvents.personUnblocked, { blockerId: actor.userId, blockedId: personId });
      }
      return { ...pair.relation, isBlocked: false };
    });
  }
}

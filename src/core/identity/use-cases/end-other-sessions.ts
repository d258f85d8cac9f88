import type { AuditTrail } from '../../audit/index.js';
import type { Actor, Clock, TransactionRunner } from '../../kernel/index.js';
import type { SessionRepository } from '../ports/session-repository.js';

/** Ends all of the caller's sessions but the one that asks. */
export class EndOtherSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** How many were ended. */
  execute({ userId, sessionId }: Actor): Promise<number> {
    return this.transactions.run(async () => {
      const count = await this.sessions.revokeAll(userId, 'ended', this.clock.now(), sessionId);
      const subject = { type: 'user', id: userId } as const;
      if (count > 0) await this.trail.record({ kind: 'identity.session-ended', actorId: userId, subject, facts: { count } });
      return count;
    });
  }
}

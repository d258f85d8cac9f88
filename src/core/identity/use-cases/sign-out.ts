import type { AuditTrail } from '../../audit/index.js';
import type { Actor, Clock, TransactionRunner } from '../../kernel/index.js';
import type { SessionRepository } from '../ports/session-repository.js';

/** Ends the caller's session: its access token dies with it. */
export class SignOut {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  async execute({ userId, sessionId }: Actor): Promise<void> {
    await this.transactions.run(async () => {
      if (!(await this.sessions.revoke(sessionId, userId, 'sign-out', this.clock.now()))) return;
      const subject = { type: 'session', id: sessionId } as const;
      await this.trail.record({ kind: 'identity.signed-out', actorId: userId, subject });
    });
  }
}

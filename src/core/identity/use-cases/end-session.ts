import type { AuditTrail } from '../../audit/index.js';
import type { Actor, Clock, TransactionRunner } from '../../kernel/index.js';
import { SessionNotFound } from '../identity.errors.js';
import type { SessionRepository } from '../ports/session-repository.js';

/** Ends one of the caller's sessions, his current one too if he wants. */
export class EndSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly transactions: TransactionRunner,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
  ) {}

  /** Throws SessionNotFound: for somebody else's session as for none. */
  async execute({ userId }: Actor, sessionId: string): Promise<void> {
    await this.transactions.run(async () => {
      if (!(await this.sessions.revoke(sessionId, userId, 'ended', this.clock.now()))) throw new SessionNotFound();
      const subject = { type: 'session', id: sessionId } as const;
      await this.trail.record({ kind: 'identity.session-ended', actorId: userId, subject, facts: { count: 1 } });
    });
  }
}

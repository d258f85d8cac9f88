import type { Actor, Clock } from '../../kernel/index.js';
import { SessionNotFound } from '../identity.errors.js';
import type { SessionRepository } from '../ports/session-repository.js';

/** Ends one of the caller's sessions, his current one too if he wants. */
export class EndSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  /** Throws SessionNotFound: for somebody else's session as for none. */
  async execute({ userId }: Actor, sessionId: string): Promise<void> {
    if (!(await this.sessions.revoke(sessionId, userId, 'ended', this.clock.now()))) throw new SessionNotFound();
  }
}

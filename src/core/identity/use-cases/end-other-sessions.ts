import type { Actor, Clock } from '../../kernel/index.js';
import type { SessionRepository } from '../ports/session-repository.js';

/** Ends all of the caller's sessions but the one that asks. */
export class EndOtherSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  /** How many were ended. */
  execute({ userId, sessionId }: Actor): Promise<number> {
    return this.sessions.revokeAll(userId, 'ended', this.clock.now(), sessionId);
  }
}

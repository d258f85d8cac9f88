import type { Actor, Clock } from '../../kernel/index.js';
import type { SessionRepository } from '../ports/session-repository.js';

/** Ends the caller's session: its access token dies with it. */
export class SignOut {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  async execute({ userId, sessionId }: Actor): Promise<void> {
    await this.sessions.revoke(sessionId, userId, 'sign-out', this.clock.now());
  }
}

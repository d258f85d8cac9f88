import type { Actor, Clock } from '../../kernel/index.js';
import type { SessionRepository } from '../ports/session-repository.js';
import type { Session } from '../session.js';

/** Where the caller is signed in, the last used first. */
export class ListSessions {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  execute({ userId }: Actor): Promise<Session[]> {
    return this.sessions.listOpen(userId, this.clock.now());
  }
}

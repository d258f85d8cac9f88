import type { Actor } from '../../kernel/index.js';

/** Who stands behind a session now. `undefined` when the session is unknown, over, revoked, or its person banned or gone. Every call looks. */
export abstract class ActorReader {
  abstract find(userId: string, sessionId: string): Promise<Actor | undefined>;
}

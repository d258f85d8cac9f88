import type { Actor } from '../../kernel/index.js';
import { Unauthenticated } from '../identity.errors.js';
import type { ActorReader } from '../ports/actor-reader.js';
import type { TokenIssuer } from '../ports/token-issuer.js';

/** Turns an access token into the caller. A token dies with its session: at logout, password change, ban. */
export class Authenticate {
  constructor(
    private readonly tokens: TokenIssuer,
    private readonly actors: ActorReader,
  ) {}

  /** Throws Unauthenticated. */
  async execute(accessToken: string): Promise<Actor> {
    const claims = await this.tokens.verify(accessToken);
    const actor = claims && (await this.actors.find(claims.userId, claims.sessionId));
    if (!actor) throw new Unauthenticated();
    return actor;
  }
}

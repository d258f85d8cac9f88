import { JoseTokenIssuer } from '../../adapters/jose/jose-token-issuer.js';
import { KnexActorReader } from '../../adapters/postgres/identity/knex-actor-reader.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { ActorReader, Authenticate, TokenIssuer } from '../../core/identity/index.js';
import { Clock } from '../../core/kernel/index.js';
import type { FeatureModule } from '../feature-module.js';
import { provide, wire } from '../wire.js';

export const identityModule: FeatureModule = {
  bind(container, { tokens }) {
    provide(
      container,
      TokenIssuer,
      (get) =>
        new JoseTokenIssuer(
          { secret: tokens.accessSecret, issuer: 'bikearea.ge', audience: 'bikearea-api', lifeSeconds: tokens.accessSeconds },
          get(Clock),
        ),
    );
    wire(container, KnexActorReader, [KnexSession, Clock], ActorReader);
    wire(container, Authenticate, [TokenIssuer, ActorReader]);
  },
  controllers: [],
  eventHandlers: [],
  jobs: [],
};

import { Argon2PasswordHasher } from '../../adapters/argon2/argon2-password-hasher.js';
import { AuthController } from '../../adapters/http/identity/auth.controller.js';
import { PasswordController } from '../../adapters/http/identity/password.controller.js';
import { SessionsController } from '../../adapters/http/identity/sessions.controller.js';
import { JoseTokenIssuer } from '../../adapters/jose/jose-token-issuer.js';
import { KnexAccountRepository } from '../../adapters/postgres/identity/knex-account-repository.js';
import { KnexActorReader } from '../../adapters/postgres/identity/knex-actor-reader.js';
import { KnexAttemptCounter } from '../../adapters/postgres/identity/knex-attempt-counter.js';
import { KnexOneTimeCodeRepository } from '../../adapters/postgres/identity/knex-one-time-code-repository.js';
import { KnexSessionRepository } from '../../adapters/postgres/identity/knex-session-repository.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { ZxcvbnCommonPasswords } from '../../adapters/zxcvbn/zxcvbn-common-passwords.js';
import {
  AccountRepository,
  ActorReader,
  AnswerRegistration,
  AttemptCounter,
  CodeMailer,
  CommonPasswords,
  identityInvalidations,
  IdentityKeys,
  OneTimeCodeRepository,
  PasswordHasher,
  PurgeIdentity,
  SendRequestedCode,
  SessionRepository,
  TellOfPasswordChange,
  TokenIssuer,
  WarnOfTokenReuse,
} from '../../core/identity/index.js';
import { Clock } from '../../core/kernel/index.js';
import { Mailer } from '../../core/mail/index.js';
import { Logger } from '../../core/observability/index.js';
import type { FeatureModule } from '../feature-module.js';
import { provide, wire } from '../wire.js';
import { bindIdentityUseCases } from './identity-use-cases.js';

export const identityModule: FeatureModule = {
  bind(container, { tokens }) {
    provide(container, IdentityKeys, () => new IdentityKeys(tokens.refreshSecret));
    provide(container, TokenIssuer, (get) => {
      const { accessSecret: secret, acceptedAccessSecrets: acceptedSecrets, accessSeconds: lifeSeconds } = tokens;
      const parties = { issuer: 'bikearea.ge', audience: 'bikearea-api' };
      return new JoseTokenIssuer({ secret, acceptedSecrets, ...parties, lifeSeconds }, get(Clock));
    });
    provide(container, PasswordHasher, () => new Argon2PasswordHasher());
    wire(container, ZxcvbnCommonPasswords, [], CommonPasswords);
    wire(container, KnexActorReader, [KnexSession, Clock], ActorReader);
    wire(container, KnexAccountRepository, [KnexSession], AccountRepository);
    wire(container, KnexSessionRepository, [KnexSession], SessionRepository);
    wire(container, KnexOneTimeCodeRepository, [KnexSession], OneTimeCodeRepository);
    wire(container, KnexAttemptCounter, [KnexSession], AttemptCounter);

    bindIdentityUseCases(container, { lifeSeconds: tokens.refreshSeconds, graceSeconds: tokens.refreshGraceSeconds });

    wire(container, CodeMailer, [OneTimeCodeRepository, Mailer, Clock, IdentityKeys]);
    wire(container, AnswerRegistration, [AccountRepository, CodeMailer, Mailer]);
    wire(container, SendRequestedCode, [AccountRepository, CodeMailer]);
    wire(container, WarnOfTokenReuse, [AccountRepository, Mailer, Logger]);
    wire(container, TellOfPasswordChange, [AccountRepository, Mailer]);
    wire(container, PurgeIdentity, [AccountRepository, SessionRepository, OneTimeCodeRepository, AttemptCounter, Clock]);
  },
  controllers: [AuthController, PasswordController, SessionsController],
  eventHandlers: [AnswerRegistration, SendRequestedCode, WarnOfTokenReuse, TellOfPasswordChange],
  jobs: [PurgeIdentity],
  invalidations: identityInvalidations,
};

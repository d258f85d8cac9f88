import { ApiKeysController } from '../../adapters/http/api-keys/api-keys.controller.js';
import { KnexApiKeyRepository } from '../../adapters/postgres/api-keys/knex-api-key-repository.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import {
  ApiKeyRepository,
  AuthenticateApiKey,
  CreateApiKey,
  ListApiKeys,
  RevokeApiKey,
  RotateApiKey,
} from '../../core/api-keys/index.js';
import { AuditTrail } from '../../core/audit/index.js';
import { Clock, IdGenerator, TransactionRunner } from '../../core/kernel/index.js';
import { ErrorTracker } from '../../core/observability/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const apiKeysModule: FeatureModule = {
  bind(container) {
    wire(container, KnexApiKeyRepository, [KnexSession], ApiKeyRepository);
    wire(container, AuthenticateApiKey, [ApiKeyRepository, Clock, ErrorTracker]);
    const recorded = [Clock, TransactionRunner, AuditTrail] as const;
    wire(container, CreateApiKey, [ApiKeyRepository, IdGenerator, ...recorded]);
    wire(container, ListApiKeys, [ApiKeyRepository]);
    wire(container, RotateApiKey, [ApiKeyRepository, ...recorded]);
    wire(container, RevokeApiKey, [ApiKeyRepository, ...recorded]);
  },
  controllers: [ApiKeysController],
  eventHandlers: [],
  jobs: [],
};

import { RateLimitsController } from '../../adapters/http/security/rate-limits.controller.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { KnexRateOverrides } from '../../adapters/postgres/security/knex-rate-overrides.js';
import { AuditTrail } from '../../core/audit/index.js';
import { Clock, EventOutbox, TransactionRunner } from '../../core/kernel/index.js';
import { Logger } from '../../core/observability/index.js';
import {
  ChangeRateLimit,
  ListRateLimits,
  RateOverrides,
  RatePolicies,
  ResetRateLimit,
  securityInvalidations,
} from '../../core/security/index.js';
import type { FeatureModule } from '../feature-module.js';
import { provide, wire } from '../wire.js';

export const securityModule: FeatureModule = {
  bind(container, { limits }) {
    wire(container, KnexRateOverrides, [KnexSession], RateOverrides);
    provide(container, RatePolicies, (get) => new RatePolicies(limits, get(RateOverrides), get(Logger)));
    wire(container, ListRateLimits, [RatePolicies, RateOverrides]);
    wire(container, ChangeRateLimit, [RatePolicies, RateOverrides, EventOutbox, TransactionRunner, Clock, AuditTrail]);
    wire(container, ResetRateLimit, [RatePolicies, RateOverrides, EventOutbox, TransactionRunner, AuditTrail]);
  },
  controllers: [RateLimitsController],
  eventHandlers: [],
  jobs: [],
  invalidations: securityInvalidations,
};

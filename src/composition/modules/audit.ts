import { AuditController } from '../../adapters/http/audit/audit.controller.js';
import { KnexAuditArchive } from '../../adapters/postgres/audit/knex-audit-archive.js';
import { KnexAuditLog } from '../../adapters/postgres/audit/knex-audit-log.js';
import { KnexAuditReader } from '../../adapters/postgres/audit/knex-audit-reader.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import {
  AuditArchive,
  AuditLog,
  AuditReader,
  AuditTrail,
  KeepAudit,
  ListAuditRecords,
  SecurityEvents,
  SummarizeAudit,
} from '../../core/audit/index.js';

import { Clock, IdGenerator, TransactionRunner } from '../../core/kernel/index.js';
import { Logger } from '../../core/observability/index.js';
import { addressBlock } from '../../core/security/index.js';
import type { FeatureModule } from '../feature-module.js';
import { provide, wire } from '../wire.js';

export const auditModule: FeatureModule = {
  bind(container, { audit }) {
    wire(container, KnexAuditLog, [KnexSession], AuditLog);
    wire(container, KnexAuditArchive, [KnexSession], AuditArchive);
    wire(container, KnexAuditReader, [KnexSession], AuditReader);
    wire(container, AuditTrail, [AuditLog, TransactionRunner, IdGenerator, Logger]);
    provide(container, SecurityEvents, (get) => {
      return new SecurityEvents(get(AuditLog), get(IdGenerator), get(Clock), get(Logger), addressBlock);
    });
    provide(container, KeepAudit, (get) => new KeepAudit(get(AuditArchive), get(Clock), get(Logger), audit.retentionMonths));
    wire(container, ListAuditRecords, [AuditReader, SecurityEvents]);
    wire(container, SummarizeAudit, [AuditReader, SecurityEvents]);
  },
  controllers: [AuditController],
  eventHandlers: [],
  jobs: [KeepAudit],
};

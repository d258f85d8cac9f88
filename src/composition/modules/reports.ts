import { ReportingController } from '../../adapters/http/reports/reporting.controller.js';
import { ReportsController } from '../../adapters/http/reports/reports.controller.js';
import { KnexSession } from '../../adapters/postgres/knex-session.js';
import { KnexReportReader } from '../../adapters/postgres/reports/knex-report-reader.js';
import { KnexReportRepository } from '../../adapters/postgres/reports/knex-report-repository.js';
import { ContentRemoval, StaffActs } from '../../core/administration/index.js';
import { Clock, EventOutbox, IdGenerator, TransactionRunner } from '../../core/kernel/index.js';
import { CommentReader, PostReader } from '../../core/posts/index.js';
import { ProfileReader } from '../../core/profiles/index.js';
import {
  DecideReports,
  ListReports,
  ReportedTarget,
  ReportReader,
  ReportRepository,
  reportsInvalidations,
  ReportSomething,
  UndoDecision,
} from '../../core/reports/index.js';
import type { FeatureModule } from '../feature-module.js';
import { wire } from '../wire.js';

export const reportsModule: FeatureModule = {
  bind(container) {
    wire(container, KnexReportRepository, [KnexSession], ReportRepository);
    wire(container, KnexReportReader, [KnexSession], ReportReader);
    wire(container, ReportedTarget, [PostReader, CommentReader, ProfileReader]);
    wire(container, ReportSomething, [ReportRepository, ReportedTarget, EventOutbox, TransactionRunner, IdGenerator, Clock]);
    wire(container, ListReports, [ReportReader]);
    const deciding = [ReportRepository, ContentRemoval, StaffActs, TransactionRunner] as const;
    wire(container, DecideReports, [...deciding, IdGenerator, Clock]);
    wire(container, UndoDecision, [...deciding]);
  },
  controllers: [ReportingController, ReportsController],
  eventHandlers: [],
  jobs: [],
  invalidations: reportsInvalidations,
};

import { Container } from 'inversify';
import type { Knex } from 'knex';
import type { Config } from '../config/index.js';
import { AdapterReport } from './adapter-report.js';
import type { FeatureModule } from './feature-module.js';
import { administrationModule } from './modules/administration.js';
import { apiKeysModule } from './modules/api-keys.js';
import { bindMail, bindOutgoing, bindSharedState, bindStorage } from './modules/backing-services.js';
import { auditModule } from './modules/audit.js';
import { cacheAdministrationModule } from './modules/cache-administration.js';
import { bindCaching, bindInvalidations } from './modules/caching.js';
import { commentsModule } from './modules/comments.js';
import { feedModule } from './modules/feed.js';
import { idempotencyModule } from './modules/idempotency.js';
import { identityModule } from './modules/identity.js';
import { bindKernel } from './modules/kernel.js';
import { listingsModule } from './modules/listings.js';
import { mediaModule } from './modules/media.js';
import { notificationsModule } from './modules/notifications.js';
import { postsModule } from './modules/posts.js';
import { profilesModule } from './modules/profiles.js';
import { reportsModule } from './modules/reports.js';
import { securityModule } from './modules/security.js';
import { statsModule } from './modules/stats.js';
import type { RedisClients } from './redis-clients.js';

/** Connections that are open before anything is resolved. */
export interface Infrastructure {
  readonly knex: Knex;
  readonly redis?: RedisClients;
}

/** The product, feature by feature. */
export const features: readonly FeatureModule[] = [
  ...[identityModule, profilesModule, mediaModule],
  // The fixed words of the feed come before the ids of posts.
  ...[feedModule, postsModule, commentsModule],
  ...[notificationsModule, statsModule, listingsModule, cacheAdministrationModule],
  ...[securityModule, auditModule, apiKeysModule, idempotencyModule],
  ...[administrationModule, reportsModule],
];

/**
 * Binds every port to the adapter that the configuration asks for. `override` comes last and before anything is resolved, so that a test
 * can swap any adapter: `(container) => container.rebind(Cache).toConstantValue(new DeadCache())`.
 */
export function buildContainer(
  config: Config,
  { knex, redis }: Infrastructure,
  extra: readonly FeatureModule[] = [],
  override?: (container: Container) => void,
): Container {
  const container = new Container({ defaultScope: 'Singleton' });
  const report = new AdapterReport();
  container.bind(AdapterReport).toConstantValue(report);
  report.chose(
    'Database',
    config.database.url ? 'PostgreSQL' : 'embedded PostgreSQL',
    config.database.url ? 'DATABASE_URL is set' : 'no DATABASE_URL: for one process and for trial use',
  );
  bindKernel(container, config, knex);
  bindSharedState(container, config, report, redis);
  bindCaching(container, config, report, redis);
  bindStorage(container, config, report);
  bindMail(container, config, report);
  bindOutgoing(container);
  const modules = [...features, ...extra];
  bindInvalidations(container, modules);
  for (const feature of modules) {
    feature.bind(container, config);
    for (const Controller of feature.controllers) container.bind(Controller).toSelf().inSingletonScope();
  }
  override?.(container);
  return container;
}

import { createHash } from 'node:crypto';
import path from 'node:path';
import type { RequestHandler } from 'express';
import type { Container } from 'inversify';
import { CursorCodec } from '../adapters/http/cursor-codec.js';
import { mailboxPages } from '../adapters/http/development/mailbox-pages.js';
import { docsJson, docsPage } from '../adapters/http/docs/docs-routes.js';
import { createExpressServer } from '../adapters/http/express-server.js';
import { healthRoutes } from '../adapters/http/health/health.js';
import { KnownUrls } from '../adapters/http/known-urls.js';
import { localMedia } from '../adapters/http/local-media.js';
import { buildOpenApi } from '../adapters/http/openapi/build-openapi.js';
import type { OpenApiDocument } from '../adapters/http/openapi/document.js';
import { type Route, routesOf } from '../adapters/http/routes.js';
import { familyNameOf } from '../adapters/http/shared-answers.js';
import { createHost, type Host } from '../adapters/http/server.js';
import type { ServerState } from '../adapters/http/server-state.js';
import { FilesystemObjectStorage } from '../adapters/filesystem/filesystem-object-storage.js';
import { MailboxMailer } from '../adapters/mailbox/mailbox-mailer.js';
import type { Config } from '../config/index.js';
import { AuthenticateApiKey } from '../core/api-keys/index.js';
import { SecurityEvents } from '../core/audit/index.js';
import { LoadingCache } from '../core/caching/index.js';
import { Authenticate } from '../core/identity/index.js';
import { AnswerOnce } from '../core/idempotency/index.js';
import { Clock } from '../core/kernel/index.js';
import { ObjectStorage } from '../core/media/index.js';
import { ErrorTracker, type Health, Logger } from '../core/observability/index.js';
import { PartitionKeys, RateLimiter, RatePolicies } from '../core/security/index.js';
import { demoLogins } from '../../seeds/demo.js';
import { features } from './container.js';
import type { FeatureModule } from './feature-module.js';

export interface HttpHost {
  readonly app: Host['app'];
  readonly server: ReturnType<typeof createExpressServer>;
  readonly routes: readonly Route[];
  readonly openApi: OpenApiDocument;
  /** Names of the families of kept answers. */
  readonly families: readonly string[];
}

/** Where files of multipart bodies wait for the end of their request. */
export const uploadDirectory = ({ dataDir }: Pick<Config, 'dataDir'>): string => path.join(dataDir, 'uploads');

/** The Express host with the controllers of these features. */
export function buildHttpHost(
  container: Container,
  config: Config,
  modules: readonly FeatureModule[],
  health: Health,
  state: ServerState,
): HttpHost {
  const routes = modules.flatMap((module) => moduleRoutes(container, module));
  const openApi = documentOf(container, config, modules);
  const authenticate = container.get(Authenticate);
  const authenticateKey = container.get(AuthenticateApiKey);
  const events = container.get(SecurityEvents);
  const { http } = config;
  const knownUrls = new KnownUrls();
  const { app, fastPath } = createHost({
    apiPrefix: http.apiPrefix,
    trustedProxies: http.trustedProxies,
    allowedOrigins: http.allowedOrigins,
    development: config.environment === 'development',
    routes,
    serve: {
      authenticate: (token) => authenticate.execute(token),
      authenticateKey: (text) => authenticateKey.execute(text),
      once: container.get(AnswerOnce),
      events,
      limits: {
        limiter: container.get(RateLimiter),
        policies: container.get(RatePolicies),
        partitions: new PartitionKeys(config.tokens.refreshSecret),
      },
      cursors: new CursorCodec(config.tokens.refreshSecret),
      publicUrl: http.publicUrl,
      uploadDirectory: uploadDirectory(config),
      cache: container.get(LoadingCache),
      clock: container.get(Clock),
      answerShape: shapeOf(openApi),
      knownUrls,
    },
    logger: container.get(Logger),
    errors: container.get(ErrorTracker),
    events,
    state,
    health: healthRoutes({ health, state, version: config.version, mayRead: mayReadDetails(authenticate, config.metricsToken) }),
    pages: pages(container, config, openApi),
  });
  const families = routes.flatMap(({ spec, path: pattern }) => (spec.cache ? [familyNameOf(pattern)] : []));
  return { app, server: createExpressServer(app, fastPath), routes, openApi, families };
}

/** A number that stands for all schemas: answers kept by a version with others are not read. */
function shapeOf({ components }: OpenApiDocument): number {
  return createHash('sha256').update(JSON.stringify(components.schemas)).digest().readUIntBE(0, 6);
}

function moduleRoutes(container: Container, { controllers }: FeatureModule): Route[] {
  return controllers.flatMap((Controller) => routesOf(Controller, container.get<object>(Controller)));
}

/** The document of the product's own features, all of it, and of those extra ones that bring their part. */
function documentOf(
  container: Container,
  { environment, http, version }: Config,
  modules: readonly FeatureModule[],
): OpenApiDocument {
  const documented = modules.filter((module) => features.includes(module) || module.openApi);
  return buildOpenApi({
    routes: documented.flatMap((module) => moduleRoutes(container, module)),
    version,
    publicUrl: http.publicUrl,
    apiPrefix: http.apiPrefix,
    demoLogins: environment === 'production' ? [] : [demoLogins.rider, demoLogins.moderator, demoLogins.admin],
    extra: documented.flatMap(({ openApi }) => openApi ?? []),
  });
}

/** Details of health are for administrators, and for a machine that holds the metrics token. */
function mayReadDetails(
  authenticate: Authenticate,
  metricsToken: string | undefined,
): (authorization: string | undefined) => Promise<boolean> {
  return async (authorization) => {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (!token) return false;
    if (metricsToken !== undefined && token === metricsToken) return true;
    return authenticate.execute(token).then(
      (actor) => actor.role === 'ADMIN',
      () => false,
    );
  };
}

function pages(container: Container, config: Config, openApi: OpenApiDocument): { path: string; handler: RequestHandler }[] {
  const found: { path: string; handler: RequestHandler }[] = [
    { path: '/docs.json', handler: docsJson(openApi) },
    { path: '/docs', handler: docsPage() },
  ];
  const storage = container.get(ObjectStorage);
  if (storage instanceof FilesystemObjectStorage) found.push({ path: '/media', handler: localMedia(storage) });
  if (config.environment !== 'production' && container.isBound(MailboxMailer)) {
    found.push({ path: '/dev/mailbox', handler: mailboxPages(container.get(MailboxMailer)) });
  }
  return found;
}

import path from 'node:path';
import type { RequestHandler } from 'express';
import type { Container } from 'inversify';
import { CursorCodec } from '../adapters/http/cursor-codec.js';
import { mailboxPages } from '../adapters/http/development/mailbox-pages.js';
import { createExpressServer } from '../adapters/http/express-server.js';
import { healthRoutes } from '../adapters/http/health/health.js';
import { localMedia } from '../adapters/http/local-media.js';
import { type Route, routesOf } from '../adapters/http/routes.js';
import { createApp } from '../adapters/http/server.js';
import type { ServerState } from '../adapters/http/server-state.js';
import { FilesystemObjectStorage } from '../adapters/filesystem/filesystem-object-storage.js';
import { MailboxMailer } from '../adapters/mailbox/mailbox-mailer.js';
import type { Config } from '../config/index.js';
import { Authenticate } from '../core/identity/index.js';
import { IdGenerator } from '../core/kernel/index.js';
import { ObjectStorage } from '../core/media/index.js';
import { ErrorTracker, type Health, Logger } from '../core/observability/index.js';
import { RateLimiter } from '../core/security/index.js';
import type { FeatureModule } from './feature-module.js';

export interface HttpHost {
  readonly app: ReturnType<typeof createApp>;
  readonly server: ReturnType<typeof createExpressServer>;
  readonly routes: readonly Route[];
}

/** The Express host with the controllers of these features. */
export function buildHttpHost(
  container: Container,
  config: Config,
  modules: readonly FeatureModule[],
  health: Health,
  state: ServerState,
): HttpHost {
  const routes = modules.flatMap(({ controllers }) =>
    controllers.flatMap((Controller) => routesOf(Controller, container.get<object>(Controller))),
  );
  const authenticate = container.get(Authenticate);
  const limiter = container.get(RateLimiter);
  const { limits, http } = config;
  const app = createApp({
    apiPrefix: http.apiPrefix,
    trustedProxies: http.trustedProxies,
    allowedOrigins: http.allowedOrigins,
    development: config.environment === 'development',
    globalLimit: { name: 'global', ...limits.global },
    routes,
    serve: {
      authenticate: (token) => authenticate.execute(token),
      limiter,
      limits: {
        auth: { name: 'auth', ...limits.auth },
        upload: { name: 'upload', ...limits.upload },
        search: { name: 'search', ...limits.search },
      },
      cursors: new CursorCodec(config.tokens.refreshSecret),
      publicUrl: http.publicUrl,
      uploadDirectory: path.join(config.dataDir, 'uploads'),
    },
    limiter,
    ids: container.get(IdGenerator),
    logger: container.get(Logger),
    errors: container.get(ErrorTracker),
    state,
    health: healthRoutes({ health, state, version: config.version, mayRead: mayReadDetails(authenticate, config.metricsToken) }),
    pages: pages(container, config),
  });
  return { app, server: createExpressServer(app), routes };
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

function pages(container: Container, config: Config): { path: string; handler: RequestHandler }[] {
  const found: { path: string; handler: RequestHandler }[] = [];
  const storage = container.get(ObjectStorage);
  if (storage instanceof FilesystemObjectStorage) found.push({ path: '/media', handler: localMedia(storage) });
  if (config.environment !== 'production' && container.isBound(MailboxMailer)) {
    found.push({ path: '/dev/mailbox', handler: mailboxPages(container.get(MailboxMailer)) });
  }
  return found;
}

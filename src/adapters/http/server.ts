import express, { type Express, Router, type RequestHandler } from 'express';
import type { SecurityEvents } from '../../core/audit/index.js';
import type { ErrorTracker, Logger } from '../../core/observability/index.js';
import { errorResponder } from './errors/error-responder.js';
import { type FastPath, fastPath } from './fast-path.js';
import { accessLog } from './middleware/access-log.js';
import { crossOrigin } from './middleware/cross-origin.js';
import { globalRateLimit } from './middleware/rate-limit.js';
import { requestScope } from './middleware/request-scope.js';
import { securityHeaders } from './middleware/security-headers.js';
import { type RoutedPath, unrouted } from './middleware/unrouted.js';
import type { Route } from './routes.js';
import type { ServerState } from './server-state.js';
import { serve, type ServeDependencies } from './serve.js';

export interface ServerOptions {
  readonly apiPrefix: string;
  readonly trustedProxies: number;
  readonly allowedOrigins: readonly string[];
  readonly development: boolean;
  readonly routes: readonly Route[];
  readonly serve: ServeDependencies;
  readonly logger: Logger;
  readonly errors: ErrorTracker;
  readonly events: Pick<SecurityEvents, 'note'>;
  /** Probes: before the access log and the limit. */
  readonly health: RequestHandler;
  readonly state: ServerState;
  /** Pages and files beside the API (docs, local media, the development mailbox), in order. */
  readonly pages: readonly { readonly path: string; readonly handler: RequestHandler }[];
}

export interface Host {
  readonly app: Express;
  /** For the server, ahead of the app. */
  readonly fastPath: FastPath;
}

/** The whole host, in the order in which a request passes through it. */
export function createHost(options: ServerOptions): Host {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', options.trustedProxies);
  app.set('query parser', false); // serve.ts reads the query, where a fault becomes an answer

  const [scope, security] = [requestScope(options.state), securityHeaders()];
  const [log, origins] = [accessLog(options.logger), crossOrigin(options.allowedOrigins)];
  const limit = globalRateLimit(options.serve.limits);
  const onError = errorResponder(options);

  app.use(scope, security, options.health, log, origins);
  for (const { path, handler } of options.pages) app.use(path, handler);
  app.use(limit);
  const { router, paths } = apiRouter(options);
  const fallback = unrouted(paths);
  app.options('*', fallback);
  app.use(options.apiPrefix, router);
  app.use(fallback);
  app.use(onError);
  const handlers = [scope, security, log, origins, limit];
  return { app, fastPath: fastPath({ knownUrls: options.serve.knownUrls, handlers, onError }) };
}

function apiRouter({ apiPrefix, routes, serve: deps }: ServerOptions): { router: Router; paths: RoutedPath[] } {
  const router = Router();
  for (const route of routes) router[route.method](route.path, serve(route, apiPrefix + route.path, deps));
  const paths = routes.map(({ method, path }) => ({ pattern: pathPattern(apiPrefix + path), methods: [method.toUpperCase()] }));
  return { router, paths };
}

/** Express's `:name` as a regular expression over the whole path. */
function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}/?$`, 'i');
}

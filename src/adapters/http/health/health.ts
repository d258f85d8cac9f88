import { type Response, Router } from 'express';
import type { Health } from '../../../core/observability/index.js';
import type { ServerState } from '../server-state.js';

interface Options {
  readonly health: Health;
  readonly state: ServerState;
  readonly version: string;
  /** May this caller see what is behind the words "ok" and "down"? */
  readonly mayRead: (authorization: string | undefined) => Promise<boolean>;
}

/** Never 304, whatever the caller says that he has: it is true at this moment alone. */
function tell(res: Response, status: number, body: object): void {
  res.status(status).set({ 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' });
  res.end(JSON.stringify(body));
}

/**
 * `/health/live`: this process answers. `/health/ready`: everything needed to serve is there; 503 with the failing part, also while stopping.
 * `/health`: the same with version and uptime, and details for administrators. Outside the API prefix, without limit, sign-in or access log.
 */
export function healthRoutes({ health, state, version, mayRead }: Options): Router {
  const router = Router();
  router.get('/health/live', (_req, res) => {
    tell(res, 200, { status: 'ok' });
  });
  router.get('/health/ready', (_req, res, next) => {
    if (state.stopping) {
      tell(res, 503, { status: 'stopping', failing: [] });
      return;
    }
    health.check().then((report) => {
      const failing = report.checks.filter((check) => check.required && !check.ok).map(({ name }) => name);
      tell(res, failing.length > 0 ? 503 : 200, { status: failing.length > 0 ? 'down' : report.status, failing });
    }, next);
  });
  router.get('/health', (req, res, next) => {
    const answer = async (): Promise<void> => {
      const [report, detailed] = await Promise.all([health.check(), mayRead(req.headers.authorization)]);
      const body = { status: state.stopping ? 'stopping' : report.status, version, uptimeSeconds: Math.round(process.uptime()) };
      tell(res, report.status === 'down' ? 503 : 200, detailed ? { ...body, checks: report.checks } : body);
    };
    answer().catch(next);
  });
  return router;
}

import type { Request, RequestHandler, Response } from 'express';
import { clientAddress } from '../client-address.js';
import { currentScope, type Logger, type LogLevel, runInScope } from '../../../core/observability/index.js';

const ofInterest = new Set([401, 403, 413, 415, 429]);

function levelOf(status: number): LogLevel {
  if (status >= 500) return 'error';
  return ofInterest.has(status) ? 'warn' : 'info';
}

function write(logger: Logger, req: Request, res: Response, startedAt: number, path: string): void {
  const aborted = !res.writableFinished;
  const status = aborted && !res.headersSent ? 499 : res.statusCode;
  logger.log(levelOf(status), 'access', `${req.method} ${path} ${status}`, {
    method: req.method,
    route: res.locals['route'] as string | undefined,
    status,
    durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
    address: clientAddress(req),
    errorCode: res.locals['errorCode'] as string | undefined,
    ...(aborted ? { aborted } : {}),
  });
}

/** One line a request, when it has ended: who, what, how it went, how long. The query is left out, it may hold what people look for. */
export function accessLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const scope = currentScope();
    const path = req.path;
    res.on('close', () => {
      if (scope) runInScope(scope, () => write(logger, req, res, startedAt, path));
    });
    next();
  };
}

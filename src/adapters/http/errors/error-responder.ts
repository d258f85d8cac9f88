import type { ErrorRequestHandler, Request, Response } from 'express';
import type { AuditKind, SecurityEvents } from '../../../core/audit/index.js';
import { type DomainError, type ErrorCode, errorCodes } from '../../../core/kernel/index.js';
import { currentScope, type ErrorTracker, type Logger } from '../../../core/observability/index.js';
import { RequestError } from './request-error.js';
import { statusByCode } from './status-by-code.js';
import { translateError } from './translate-error.js';

/** Refusals that are security events. Others, of a sign-in, say, are noted where they are decided. */
const refusals: Partial<Record<ErrorCode, AuditKind>> = {
  RATE_LIMITED: 'security.rate-limited',
  FORBIDDEN: 'security.permission-denied',
};

interface Options {
  readonly logger: Logger;
  readonly errors: ErrorTracker;
  readonly events: Pick<SecurityEvents, 'note'>;
  /** Show stacks. Never in production. */
  readonly development: boolean;
}

const wantsProblem = (req: Request): boolean => req.headers.accept?.includes('application/problem+json') ?? false;

function envelope(error: DomainError, requestId: string | undefined, debug: object): object {
  const details = error.details ? { details: error.details } : {};
  return { success: false, error: { code: error.code, message: error.message, ...details, requestId, ...debug } };
}

/** RFC 9457. */
function problem(error: DomainError, status: number, requestId: string | undefined, debug: object): object {
  return {
    type: `urn:bikearea:error:${error.code}`,
    title: errorCodes[error.code],
    status,
    detail: error.message,
    ...(requestId ? { instance: `urn:bikearea:request:${requestId}` } : {}),
    code: error.code,
    ...(error.details ? { errors: error.details } : {}),
    requestId,
    ...debug,
  };
}

/** The one place where a failure becomes an answer: the envelope of the contract, or problem+json for a client that asks for it. */
export function errorResponder({ logger, errors, events, development }: Options): ErrorRequestHandler {
  return (raised: unknown, req: Request, res: Response, next): void => {
    const error = translateError(raised);
    const status = statusByCode[error.code];
    if (status >= 500) report(error, req, res);
    const kind = refusals[error.code];
    if (kind) events.note({ kind, facts: { method: req.method, route: (res.locals['route'] as string | undefined) ?? null } });
    if (res.headersSent) {
      next(raised);
      return;
    }
    if (res.destroyed || req.socket.destroyed) return;
    const requestId = currentScope()?.requestId;
    const debug = development && status >= 500 ? { stack: (error.cause instanceof Error ? error.cause : error).stack } : {};
    if (status === 503) res.set('retry-after', '2');
    if (error instanceof RequestError) res.set(error.headers);
    if (status === 401) res.set('www-authenticate', 'Bearer');
    const asProblem = wantsProblem(req);
    const body = Buffer.from(
      JSON.stringify(asProblem ? problem(error, status, requestId, debug) : envelope(error, requestId, debug)),
    );
    res.locals['errorCode'] = error.code;
    res.statusCode = status;
    res.setHeader('content-type', asProblem ? 'application/problem+json' : 'application/json; charset=utf-8');
    res.setHeader('cache-control', 'no-store');
    res.setHeader('content-length', body.length);
    res.end(req.method === 'HEAD' ? undefined : body);
  };

  function report(error: DomainError, req: Request, res: Response): void {
    const context = {
      method: req.method,
      route: res.locals['route'] as string | undefined,
      errorCode: error.code,
      userId: currentScope()?.userId,
    };
    if (error.code === 'INTERNAL_ERROR') errors.capture(error.cause ?? error, context);
    else logger.log('error', 'http', error.message, { ...context, error: error.cause ?? error });
  }
}

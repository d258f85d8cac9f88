import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { runInScope } from '../../../core/observability/index.js';
import { clientAddress } from '../client-address.js';
import type { ServerState } from '../server-state.js';

/** Unreserved characters of RFC 3986, at most 64: safe in a header, a log line and a URL. */
const sane = /^[A-Za-z0-9._~-]{8,64}$/;

/** Gives the request its id (the caller's when it is sane, otherwise a new one) and everything after it a scope that carries the id and who asks from where. */
export function requestScope(state: ServerState): RequestHandler {
  return (req, res, next) => {
    const given = req.headers['x-request-id'];
    const requestId = typeof given === 'string' && sane.test(given) ? given : randomUUID();
    res.setHeader('x-request-id', requestId);
    if (state.stopping) res.setHeader('connection', 'close');
    const address = clientAddress(req);
    const userAgent = req.headers['user-agent'];
    runInScope({ requestId, address, ...(userAgent ? { userAgent } : {}) }, next);
  };
}

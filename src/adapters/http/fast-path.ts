import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { KnownUrls } from './known-urls.js';

/** Answers a request by itself, or leaves it: then it has not touched it. Given requests and responses that are Express's already. */
export type FastPath = (req: Request, res: Response) => boolean;

interface FastPathOptions {
  readonly knownUrls: KnownUrls;
  /** What every request passes through, in order: the same handlers that Express has. */
  readonly handlers: readonly RequestHandler[];
  readonly onError: ErrorRequestHandler;
}

/** Shared answers that this process keeps, without Express: its router and its bookkeeping cost more than everything that is left. */
export function fastPath({ knownUrls, handlers, onError }: FastPathOptions): FastPath {
  return (req, res) => {
    const found = knownUrls.find(req);
    if (!found) return false;
    res.locals = {};
    // As Express does where nobody can be told any more.
    const failed = (error: unknown): void => onError(error, req, res, () => req.socket.destroy());
    const pass = (index: number): void => {
      try {
        const handler = handlers[index];
        if (handler) {
          handler(req, res, (error?: unknown) => (error === undefined ? pass(index + 1) : failed(error)));
          return;
        }
        res.locals['route'] = found.answers.path;
        found.answers.send(req, res, found.loaded);
      } catch (error) {
        failed(error);
      }
    };
    pass(0);
    return true;
  };
}

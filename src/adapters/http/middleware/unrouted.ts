import type { RequestHandler } from 'express';
import { RequestError } from '../errors/request-error.js';

/** A registered path and the methods it answers. */
export interface RoutedPath {
  readonly pattern: RegExp;
  readonly methods: readonly string[];
}

/** What no route answered: OPTIONS of a known path is 204, another method 405 with `Allow`, an unknown path 404. */
export function unrouted(paths: readonly RoutedPath[]): RequestHandler {
  return (req, res, next) => {
    const methods = new Set(paths.filter(({ pattern }) => pattern.test(req.path)).flatMap((path) => path.methods));
    if (methods.size === 0) {
      next(new RequestError('ROUTE_NOT_FOUND', `There is nothing at ${req.method} ${req.path}`));
      return;
    }
    if (methods.has('GET')) methods.add('HEAD');
    const allow = [...methods.add('OPTIONS')].sort().join(', ');
    if (req.method === 'OPTIONS') res.status(204).set('allow', allow).end();
    else next(new RequestError('METHOD_NOT_ALLOWED', `${req.path} answers ${allow}`, { allow }));
  };
}

import { isIP } from 'node:net';
import type { Request } from 'express';

const found = Symbol('client address');

/**
 * Where a request comes from: behind as many proxies as the configuration says (`trust proxy` of Express), each of which adds the address that it
 * was called from. What is no address there (a proxy that adds something else) is not believed: then the nearest proxy is the caller.
 */
export function clientAddress(req: Request & { [found]?: string }): string {
  return (req[found] ??= find(req));
}

function find(req: Request): string {
  const { ip } = req;
  return ip !== undefined && isIP(ip) !== 0 ? ip : (req.socket.remoteAddress ?? 'unknown');
}

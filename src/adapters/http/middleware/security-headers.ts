import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Directives of a Content-Security-Policy, as helmet takes them. What is not named here is refused by `default-src 'none'`. */
export type PagePolicy = Readonly<Record<string, readonly string[]>>;

type Headers = readonly (readonly [name: string, value: string])[];

/** What a page could ask a browser for and none of ours does. Only names that browsers know: they complain about others. */
const unusedPowers = [
  ...['accelerometer', 'autoplay', 'camera', 'display-capture', 'encrypted-media', 'fullscreen', 'geolocation', 'gyroscope'],
  ...['hid', 'idle-detection', 'magnetometer', 'microphone', 'midi', 'payment', 'picture-in-picture', 'screen-wake-lock'],
  ...['serial', 'usb', 'xr-spatial-tracking'],
];

/**
 * The security headers of a response, names in lower case: what the OWASP Secure Headers Project asks for. `policy` is for a page that loads
 * something; without it nothing may be loaded, framed or sent. The values never change, so helmet is asked once, when the program starts.
 * Source: https://owasp.org/www-project-secure-headers/#configuration-proposal
 */
export function headersFor(policy: PagePolicy = {}): Headers {
  const headers = new Map<string, string>();
  const response = {
    setHeader: (name: string, value: string) => headers.set(name.toLowerCase(), value),
    removeHeader: (name: string) => headers.delete(name.toLowerCase()),
  };
  const nothing = { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"] };
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: { ...nothing, ...policy } },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
  })({} as IncomingMessage, response as unknown as ServerResponse, () => undefined);
  headers.set('permissions-policy', unusedPowers.map((name) => `${name}=()`).join(', '));
  return [...headers];
}

/** Those of everything that is no page. */
export const apiHeaders = headersFor();

/** Sets them on every response; a page replaces the policy by its own. */
export function securityHeaders(): RequestHandler {
  return (_req, res, next) => {
    for (const [name, value] of apiHeaders) res.setHeader(name, value);
    next();
  };
}

import type { Request, Response } from 'express';
import type { ApiKeyCall } from '../../core/api-keys/index.js';
import type { Actor } from '../../core/kernel/index.js';
import type { EndpointSpec } from './endpoint.js';
import { RequestError } from './errors/request-error.js';
import { countCall, type RateLimits } from './middleware/rate-limit.js';

export interface ApiKeyDependencies {
  readonly authenticateKey: (text: string) => Promise<ApiKeyCall>;
  readonly limits: RateLimits;
}

/** Who calls with this key, counted by the key. Throws UNAUTHENTICATED, RATE_LIMITED, and API_KEY_SCOPE_MISSING with RFC 6750's `insufficient_scope`. */
export async function callerByKey(
  text: string,
  spec: EndpointSpec,
  req: Request,
  res: Response,
  deps: ApiKeyDependencies,
): Promise<Actor> {
  const { keyId, scopes, actor } = await deps.authenticateKey(text);
  await countCall(deps.limits, ['api-key'], { req, keyId }, res);
  const wanted = spec.apiKeyScope;
  if (wanted === undefined) throw new RequestError('API_KEY_SCOPE_MISSING', 'No API key may do this; sign in as a person');
  if (!scopes.includes(wanted)) {
    throw new RequestError('API_KEY_SCOPE_MISSING', `This API key does not have the scope ${wanted}`, {
      'www-authenticate': `Bearer error="insufficient_scope", scope="${wanted}"`,
    });
  }
  return actor;
}

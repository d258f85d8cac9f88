import { randomBytes } from 'node:crypto';
import { ratePolicies } from '../src/core/security/index.js';

const unlimited = '100000000/60';

export interface Backing {
  readonly directory: string;
  readonly databaseUrl?: string | undefined;
  readonly redis?: { readonly url: string; readonly prefix: string } | undefined;
}

/** Keys of its own for each server: an answer that was kept for another database would be found otherwise. */
export const ownRedisPrefix = (): string => `bikearea-bench-${randomBytes(4).toString('hex')}`;

/**
 * What a measured server is started with: hardened as in production, without limits in its way, with tokens that outlive the run.
 */
export function serverEnvironment({ directory, databaseUrl, redis }: Backing): NodeJS.ProcessEnv {
  return {
    NODE_ENV: 'development',
    LOG_FORMAT: 'json',
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: directory,
    FRONTEND_URL: 'https://bikearea.ge',
    JWT_ACCESS_SECRET: randomBytes(48).toString('base64'),
    JWT_REFRESH_SECRET: randomBytes(48).toString('base64'),
    JWT_ACCESS_EXPIRATION: '12h',
    ...Object.fromEntries(
      Object.keys(ratePolicies).map((name) => [`RATE_LIMIT_${name.toUpperCase().replace('-', '_')}`, unlimited]),
    ),
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    ...(redis ? { REDIS_URL: redis.url, REDIS_PREFIX: redis.prefix } : {}),
  };
}

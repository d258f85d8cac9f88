import Joi from 'joi';
import type { RateLimit } from './config.js';

/** The environment as typed values; what is not set is undefined or the default. */
export interface Environment {
  NODE_ENV: 'production' | 'development' | 'test';
  PORT: number;
  HOST: string;
  API_PREFIX: string;
  PUBLIC_URL?: string;
  FRONTEND_URL: string[];
  TRUST_PROXY: number;
  DATA_DIR: string;
  ADMIN_EMAIL?: string;
  ADMIN_PASSWORD?: string;
  DATABASE_URL?: string;
  DATABASE_POOL_SIZE: number;
  DATABASE_SSL: boolean;
  DATABASE_ACQUIRE_TIMEOUT_MS: number;
  DATABASE_STATEMENT_TIMEOUT_MS: number;
  DATABASE_LOCK_TIMEOUT_MS: number;
  DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS: number;
  REDIS_URL?: string;
  REDIS_PREFIX: string;
  REDIS_CONNECT_TIMEOUT_MS: number;
  REDIS_COMMAND_TIMEOUT_MS: number;
  CACHE_TTLS: Record<string, number>;
  CACHE_SOFT_SECONDS?: number;
  CACHE_SOFT_TIMEOUT_MS: number;
  CACHE_HARD_TIMEOUT_MS: number;
  CACHE_PROCESS_MB: number;
  JWT_ACCESS_SECRET?: string;
  JWT_ACCESS_ACCEPTED_SECRETS: string[];
  JWT_REFRESH_SECRET?: string;
  JWT_ACCESS_EXPIRATION: number;
  JWT_REFRESH_EXPIRATION: number;
  REFRESH_GRACE_SECONDS: number;
  RATE_LIMIT_GLOBAL: RateLimit;
  RATE_LIMIT_AUTH: RateLimit;
  RATE_LIMIT_UPLOAD: RateLimit;
  RATE_LIMIT_SEARCH: RateLimit;
  RATE_LIMIT_POST: RateLimit;
  RATE_LIMIT_COMMENT: RateLimit;
  RATE_LIMIT_LIKE: RateLimit;
  RATE_LIMIT_FOLLOW: RateLimit;
  RATE_LIMIT_API_KEY: RateLimit;
  PICTURES_PER_PERSON: number;
  R2_ACCOUNT_ID?: string;
  R2_ACCESS_KEY_ID?: string;
  R2_SECRET_ACCESS_KEY?: string;
  R2_BUCKET_NAME?: string;
  R2_PUBLIC_URL?: string;
  R2_ENDPOINT?: string;
  SMTP_URL?: string;
  MAIL_FROM: string;
  METRICS_TOKEN?: string;
  LOG_LEVEL?: 'error' | 'warn' | 'info' | 'debug';
  LOG_FORMAT?: 'json' | 'text';
  SEED_DEMO?: boolean;
  MIGRATE_ON_START?: boolean;
  AUDIT_RETENTION_MONTHS: number;
  SHUTDOWN_DELAY_MS?: number;
  SHUTDOWN_TIMEOUT_MS: number;
}

const unitSeconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** The most that browsers keep a cookie, too (RFC 6265bis); beyond all sense for a token. */
const maxDurationSeconds = 400 * unitSeconds.d;

/** `15m`, `7d`, `3600s` -> seconds. */
const duration = Joi.string().custom((text: string) => {
  const match = /^([1-9]\d{0,6})([smhd])$/.exec(text);
  if (!match) throw new Error('must be a number with s, m, h or d, such as 15m');
  const seconds = Number(match[1]) * unitSeconds[match[2] as keyof typeof unitSeconds];
  if (seconds > maxDurationSeconds) throw new Error('must be at most 400 days');
  return seconds;
});

/** `1000/900` -> 1000 points per 900 seconds. */
const rate = Joi.string().custom((text: string) => {
  const match = /^([1-9]\d{0,8})\/([1-9]\d{0,6})$/.exec(text);
  if (!match) throw new Error('must be points/seconds, such as 1000/900');
  return { points: Number(match[1]), windowSeconds: Number(match[2]) };
});

/** `user:profile=60,feed:page=5` -> seconds by name. */
const timesByName = Joi.string().custom((text: string) =>
  Object.fromEntries(
    text.split(',').map((entry, position) => {
      const match = /^\s*([a-z:-]+)=([1-9]\d{0,5})\s*$/.exec(entry);
      if (!match)
        throw new Error(`must be name=seconds, separated by commas, such as feed:page=5: number ${position + 1} is none`);
      return [match[1], Number(match[2])];
    }),
  ),
);

const webUrl = Joi.string().uri({ scheme: ['http', 'https'] });
const milliseconds = Joi.number().integer().min(1).max(600_000);

/** As browsers write it in the header `Origin`: lower case, no default port, no slash. A pattern would match nobody. */
function originOf(entry: string, position: number): string {
  const url = URL.canParse(entry) ? new URL(entry) : undefined;
  const bare = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !/[?#@*\s]/.test(entry);
  if (!bare) throw new Error(`must be origins such as https://bikearea.ge, separated by commas: number ${position + 1} is none`);
  return url.origin;
}

const origins = Joi.string().custom((text: string) => [
  ...new Set(text.split(',').map((entry, position) => originOf(entry.trim(), position))),
]);

/** `one,two` -> both, in order. */
const secrets = Joi.string().custom((text: string) => text.split(',').map((secret) => secret.trim()));

const schema = Joi.object<Environment>({
  NODE_ENV: Joi.string().valid('production', 'development', 'test').default('development'),
  PORT: Joi.number().port().default(3000),
  HOST: Joi.string().default('0.0.0.0'),
  API_PREFIX: Joi.string()
    .pattern(/^\/?[a-z0-9]+(\/[a-z0-9]+)*$/)
    .default('api/v1'),
  PUBLIC_URL: webUrl,
  FRONTEND_URL: origins.default([]),
  TRUST_PROXY: Joi.number().integer().min(0).max(10).default(0),
  DATA_DIR: Joi.string().default('.data'),
  ADMIN_EMAIL: Joi.string().email({ tlds: false }),
  ADMIN_PASSWORD: Joi.string().min(12).max(128),
  DATABASE_URL: Joi.string().uri({ scheme: ['postgres', 'postgresql'] }),
  DATABASE_POOL_SIZE: Joi.number().integer().min(1).max(500).default(20),
  DATABASE_SSL: Joi.boolean().default(false),
  DATABASE_ACQUIRE_TIMEOUT_MS: milliseconds.default(3_000),
  DATABASE_STATEMENT_TIMEOUT_MS: milliseconds.default(10_000),
  DATABASE_LOCK_TIMEOUT_MS: milliseconds.default(5_000),
  DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS: milliseconds.default(15_000),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
  REDIS_PREFIX: Joi.string()
    .pattern(/^[a-z0-9_-]{1,40}$/)
    .default('bikearea'),
  REDIS_CONNECT_TIMEOUT_MS: milliseconds.default(2_000),
  REDIS_COMMAND_TIMEOUT_MS: milliseconds.default(500),
  CACHE_TTLS: timesByName.default({}),
  CACHE_SOFT_SECONDS: Joi.number().min(0).max(3_600),
  CACHE_SOFT_TIMEOUT_MS: milliseconds.default(300),
  CACHE_HARD_TIMEOUT_MS: milliseconds.default(3_000),
  CACHE_PROCESS_MB: Joi.number().integer().min(1).max(4_096).default(64),
  JWT_ACCESS_SECRET: Joi.string(),
  JWT_ACCESS_ACCEPTED_SECRETS: secrets.default([]),
  JWT_REFRESH_SECRET: Joi.string(),
  JWT_ACCESS_EXPIRATION: duration.default(15 * 60),
  JWT_REFRESH_EXPIRATION: duration.default(7 * 86_400),
  REFRESH_GRACE_SECONDS: Joi.number().integer().min(0).max(600).default(60),
  RATE_LIMIT_GLOBAL: rate.default({ points: 1000, windowSeconds: 900 }),
  RATE_LIMIT_AUTH: rate.default({ points: 10, windowSeconds: 900 }),
  RATE_LIMIT_UPLOAD: rate.default({ points: 10, windowSeconds: 60 }),
  RATE_LIMIT_SEARCH: rate.default({ points: 60, windowSeconds: 60 }),
  RATE_LIMIT_POST: rate.default({ points: 30, windowSeconds: 3_600 }),
  RATE_LIMIT_COMMENT: rate.default({ points: 30, windowSeconds: 300 }),
  RATE_LIMIT_LIKE: rate.default({ points: 120, windowSeconds: 60 }),
  RATE_LIMIT_FOLLOW: rate.default({ points: 60, windowSeconds: 300 }),
  RATE_LIMIT_API_KEY: rate.default({ points: 300, windowSeconds: 60 }),
  PICTURES_PER_PERSON: Joi.number().integer().min(1).max(100_000).default(2_000),
  R2_ACCOUNT_ID: Joi.string(),
  R2_ACCESS_KEY_ID: Joi.string(),
  R2_SECRET_ACCESS_KEY: Joi.string(),
  R2_BUCKET_NAME: Joi.string(),
  R2_PUBLIC_URL: webUrl,
  R2_ENDPOINT: webUrl,
  SMTP_URL: Joi.string().uri({ scheme: ['smtp', 'smtps'] }),
  MAIL_FROM: Joi.string().default('Bike Area <no-reply@bikearea.ge>'),
  METRICS_TOKEN: Joi.string().min(16),
  LOG_LEVEL: Joi.string().valid('error', 'warn', 'info', 'debug'),
  LOG_FORMAT: Joi.string().valid('json', 'text'),
  SEED_DEMO: Joi.boolean(),
  MIGRATE_ON_START: Joi.boolean(),
  AUDIT_RETENTION_MONTHS: Joi.number().integer().min(0).max(120).default(12),
  SHUTDOWN_DELAY_MS: Joi.number().integer().min(0).max(60_000),
  SHUTDOWN_TIMEOUT_MS: milliseconds.default(20_000),
});

/** Every variable that the program reads. */
export const environmentVariables: readonly string[] = Object.keys(schema.describe()['keys'] as object);

/** First stage: text becomes values. Variables set to nothing count as not set. Reports every fault, never a value (it may be a secret). */
export function readEnvironment(env: NodeJS.ProcessEnv): { values: Environment; faults: string[] } {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const { value, error } = schema.validate(set, { abortEarly: false, stripUnknown: true, convert: true });
  const faults = (error?.details ?? []).map(({ path, type, message, context }) => {
    const reason =
      type === 'any.custom'
        ? String((context?.['error'] as Error).message)
        : message
            .replace(/^"[^"]*"\s*/, '')
            .replace(/^with value ".*" (?=fails)/s, '')
            .replace(/: .*$/s, '');
    return `${path.join('.')} ${reason}`;
  });
  return { values: value as Environment, faults };
}

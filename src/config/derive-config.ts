import path from 'node:path';
import type { Config, DatabaseConfig, R2Config } from './config.js';
import { developmentSecrets } from './development-secrets.js';
import type { Environment } from './environment.js';
import { packageVersion } from './package-version.js';

const minSecretBytes = 32;
const looksLikeExample = /change.?me|example|secret.?here|password|^(.)\1+$/i;

function secretFaults(name: string, secret: string | undefined): string[] {
  if (secret === undefined) return [`${name} is required in production (32 random bytes or more, e.g. openssl rand -base64 48)`];
  if (Buffer.byteLength(secret) < minSecretBytes) return [`${name} must have at least ${minSecretBytes} bytes`];
  if (looksLikeExample.test(secret)) return [`${name} looks like an example value`];
  return [];
}

/** Of the secrets whose access tokens are accepted beside the current one, by their place in the list. */
function acceptedSecretFaults(env: Environment): string[] {
  const all = env.JWT_ACCESS_ACCEPTED_SECRETS;
  return all.flatMap((secret, position) => {
    const name = `JWT_ACCESS_ACCEPTED_SECRETS, number ${position + 1},`;
    const faults = secretFaults(name, secret);
    if (all.indexOf(secret) < position) faults.push(`${name} stands there twice`);
    if (secret && secret === env.JWT_ACCESS_SECRET) faults.push(`${name} is JWT_ACCESS_SECRET itself`);
    if (secret && secret === env.JWT_REFRESH_SECRET) faults.push(`${name} and JWT_REFRESH_SECRET must differ`);
    return faults;
  });
}

const r2Names = ['R2_ACCESS_KEY_ID', 'R2_SECRET_ACCESS_KEY', 'R2_BUCKET_NAME', 'R2_PUBLIC_URL'] as const;

function r2Endpoint(env: Environment): string | undefined {
  return env.R2_ENDPOINT ?? (env.R2_ACCOUNT_ID ? `https://${env.R2_ACCOUNT_ID}.r2.cloudflarestorage.com` : undefined);
}

function r2Faults(env: Environment): string[] {
  const missing: string[] = r2Names.filter((name) => env[name] === undefined);
  if (!r2Endpoint(env)) missing.unshift('R2_ACCOUNT_ID (or R2_ENDPOINT)');
  const untouched = missing.length === r2Names.length + 1;
  return missing.length === 0 || untouched ? [] : [`object storage is half configured: ${missing.join(', ')} missing`];
}

function r2Config(env: Environment): R2Config | undefined {
  const endpoint = r2Endpoint(env);
  const {
    R2_ACCESS_KEY_ID: accessKeyId,
    R2_SECRET_ACCESS_KEY: secretAccessKey,
    R2_BUCKET_NAME: bucket,
    R2_PUBLIC_URL: publicUrl,
  } = env;
  if (!endpoint || !accessKeyId || !secretAccessKey || !bucket || !publicUrl) return undefined;
  return { endpoint, accessKeyId, secretAccessKey, bucket, publicUrl: publicUrl.replace(/\/+$/, '') };
}

function productionFaults(env: Environment): string[] {
  const faults = [
    ...secretFaults('JWT_ACCESS_SECRET', env.JWT_ACCESS_SECRET),
    ...secretFaults('JWT_REFRESH_SECRET', env.JWT_REFRESH_SECRET),
  ];
  if (env.JWT_ACCESS_SECRET && env.JWT_ACCESS_SECRET === env.JWT_REFRESH_SECRET) {
    faults.push('JWT_ACCESS_SECRET and JWT_REFRESH_SECRET must differ');
  }
  if (!env.DATABASE_URL) faults.push('DATABASE_URL is required in production');
  if (!env.REDIS_URL) faults.push('REDIS_URL is required in production');
  if (!env.PUBLIC_URL) faults.push('PUBLIC_URL is required in production');
  if (env.FRONTEND_URL?.length === 0) faults.push('FRONTEND_URL is required in production');
  if (!env.SMTP_URL) faults.push('SMTP_URL is required in production: nobody could confirm an address');
  if (env.SEED_DEMO) faults.push('SEED_DEMO is not allowed in production: demo logins are public');
  return faults;
}

/** What single values cannot show: pairs that belong together, and what production demands. All of it. */
export function findContradictions(env: Environment): string[] {
  const faults = [...r2Faults(env), ...acceptedSecretFaults(env)];
  if (Boolean(env.ADMIN_EMAIL) !== Boolean(env.ADMIN_PASSWORD)) faults.push('ADMIN_EMAIL and ADMIN_PASSWORD belong together');
  if (env.JWT_ACCESS_EXPIRATION >= env.JWT_REFRESH_EXPIRATION) {
    faults.push('JWT_ACCESS_EXPIRATION must be shorter than JWT_REFRESH_EXPIRATION');
  }
  if (env.NODE_ENV === 'production') return [...faults, ...productionFaults(env)];
  for (const name of ['JWT_ACCESS_SECRET', 'JWT_REFRESH_SECRET'] as const) {
    if (env[name]) faults.push(...secretFaults(name, env[name]));
  }
  return faults;
}

/** Also for programs beside the server, which need nothing else. */
export function deriveDatabase(env: Environment): DatabaseConfig {
  return {
    ...(env.DATABASE_URL ? { url: env.DATABASE_URL } : {}),
    poolSize: env.DATABASE_POOL_SIZE,
    ssl: env.DATABASE_SSL,
    acquireTimeoutMs: env.DATABASE_ACQUIRE_TIMEOUT_MS,
    statementTimeoutMs: env.DATABASE_STATEMENT_TIMEOUT_MS,
    lockTimeoutMs: env.DATABASE_LOCK_TIMEOUT_MS,
    idleInTransactionTimeoutMs: env.DATABASE_IDLE_IN_TRANSACTION_TIMEOUT_MS,
  };
}

/** Second stage: what sound values mean for the program. */
export function deriveConfig(env: Environment): Config {
  const production = env.NODE_ENV === 'production';
  const dataDir = path.resolve(env.DATA_DIR);
  const secrets = { access: env.JWT_ACCESS_SECRET, refresh: env.JWT_REFRESH_SECRET };
  if (!secrets.access || !secrets.refresh) {
    const made = developmentSecrets(dataDir);
    secrets.access ??= made.access;
    secrets.refresh ??= made.refresh;
  }
  const r2 = r2Config(env);
  return {
    environment: env.NODE_ENV,
    version: packageVersion(),
    dataDir,
    http: {
      port: env.PORT,
      host: env.HOST,
      apiPrefix: `/${env.API_PREFIX.replace(/^\//, '')}`,
      publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
      allowedOrigins: env.FRONTEND_URL.length > 0 || production ? env.FRONTEND_URL : ['http://localhost:3000'],
      trustedProxies: env.TRUST_PROXY,
    },
    database: deriveDatabase(env),
    redis: {
      ...(env.REDIS_URL ? { url: env.REDIS_URL } : {}),
      prefix: env.REDIS_PREFIX,
      connectTimeoutMs: env.REDIS_CONNECT_TIMEOUT_MS,
      commandTimeoutMs: env.REDIS_COMMAND_TIMEOUT_MS,
    },
    cache: {
      ttlSeconds: env.CACHE_TTLS,
      ...(env.CACHE_SOFT_SECONDS === undefined ? {} : { softSeconds: env.CACHE_SOFT_SECONDS }),
      softTimeoutMs: env.CACHE_SOFT_TIMEOUT_MS,
      hardTimeoutMs: env.CACHE_HARD_TIMEOUT_MS,
      processBytes: env.CACHE_PROCESS_MB * 1024 * 1024,
    },
    tokens: {
      accessSecret: secrets.access,
      acceptedAccessSecrets: env.JWT_ACCESS_ACCEPTED_SECRETS,
      refreshSecret: secrets.refresh,
      accessSeconds: env.JWT_ACCESS_EXPIRATION,
      refreshSeconds: env.JWT_REFRESH_EXPIRATION,
      refreshGraceSeconds: env.REFRESH_GRACE_SECONDS,
    },
    limits: {
      global: env.RATE_LIMIT_GLOBAL,
      auth: env.RATE_LIMIT_AUTH,
      upload: env.RATE_LIMIT_UPLOAD,
      search: env.RATE_LIMIT_SEARCH,
      post: env.RATE_LIMIT_POST,
      comment: env.RATE_LIMIT_COMMENT,
      like: env.RATE_LIMIT_LIKE,
      follow: env.RATE_LIMIT_FOLLOW,
      'api-key': env.RATE_LIMIT_API_KEY,
    },
    picturesPerPerson: env.PICTURES_PER_PERSON,
    ...(r2 ? { r2 } : {}),
    mail: { ...(env.SMTP_URL ? { smtpUrl: env.SMTP_URL } : {}), from: env.MAIL_FROM },
    ...(env.ADMIN_EMAIL && env.ADMIN_PASSWORD ? { firstAdmin: { email: env.ADMIN_EMAIL, password: env.ADMIN_PASSWORD } } : {}),
    ...(env.METRICS_TOKEN ? { metricsToken: env.METRICS_TOKEN } : {}),
    log: {
      json: env.LOG_FORMAT ? env.LOG_FORMAT === 'json' : production,
      level: env.LOG_LEVEL ?? (env.NODE_ENV === 'test' ? 'error' : 'info'),
    },
    startup: { migrate: env.MIGRATE_ON_START ?? !production, seedDemo: env.SEED_DEMO ?? env.NODE_ENV === 'development' },
    audit: { retentionMonths: env.AUDIT_RETENTION_MONTHS },
    shutdownDelayMs: env.SHUTDOWN_DELAY_MS ?? (production ? 2_000 : 0),
    shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT_MS,
  };
}

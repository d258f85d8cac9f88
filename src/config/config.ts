/** At most `points` per `windowSeconds`. Written `points/seconds` in the environment. */
export interface RateLimit {
  readonly points: number;
  readonly windowSeconds: number;
}

export interface Config {
  readonly environment: 'production' | 'development' | 'test';
  readonly version: string;
  /** Directory of everything the embedded adapters keep. */
  readonly dataDir: string;
  readonly http: HttpConfig;
  readonly database: DatabaseConfig;
  readonly redis: RedisConfig;
  readonly cache: CacheConfig;
  readonly tokens: TokenConfig;
  readonly limits: {
    readonly global: RateLimit;
    readonly auth: RateLimit;
    readonly upload: RateLimit;
    readonly search: RateLimit;
    readonly post: RateLimit;
    readonly comment: RateLimit;
    readonly like: RateLimit;
    readonly follow: RateLimit;
    readonly 'api-key': RateLimit;
  };
  /** Pictures a person may keep, at least 1; those deleted do not count. */
  readonly picturesPerPerson: number;
  /** Absent: pictures are kept on disk. */
  readonly r2?: R2Config;
  readonly mail: { readonly smtpUrl?: string; readonly from: string };
  readonly firstAdmin?: { readonly email: string; readonly password: string };
  /** A machine that sends it may read health details. */
  readonly metricsToken?: string;
  readonly log: { readonly level: 'error' | 'warn' | 'info' | 'debug'; readonly json: boolean };
  readonly startup: { readonly migrate: boolean; readonly seedDemo: boolean };
  /** Whole months before this one whose rows are kept; 0: all. */
  readonly audit: { readonly retentionMonths: number };
  /** How long requests are still taken after SIGTERM, so that a balancer sees that we are not ready any more. */
  readonly shutdownDelayMs: number;
  /** How long requests in flight and jobs may take to finish after SIGTERM. */
  readonly shutdownTimeoutMs: number;
}

export interface HttpConfig {
  readonly port: number;
  readonly host: string;
  /** `/api/v1`: with a leading slash, without a trailing one. */
  readonly apiPrefix: string;
  /** Absolute address under which this server is reached, without a trailing slash. */
  readonly publicUrl: string;
  readonly allowedOrigins: readonly string[];
  /** How many proxies stand in front; 0 means the socket's address is the caller's. */
  readonly trustedProxies: number;
}

export interface DatabaseConfig {
  /** Absent: the embedded engine in `dataDir`. */
  readonly url?: string;
  readonly poolSize: number;
  readonly ssl: boolean;
  readonly acquireTimeoutMs: number;
  readonly statementTimeoutMs: number;
  readonly lockTimeoutMs: number;
  readonly idleInTransactionTimeoutMs: number;
}

export interface RedisConfig {
  /** Absent: memory adapters. */
  readonly url?: string;
  /** Stands before every key, so that several installations can share a server. */
  readonly prefix: string;
  readonly connectTimeoutMs: number;
  readonly commandTimeoutMs: number;
}

export interface CacheConfig {
  /** Other times than the catalogue's, by name of the family. */
  readonly ttlSeconds: Readonly<Record<string, number>>;
  /** How old counts in lists may become after they changed; absent: as each family says. */
  readonly softSeconds?: number;
  /** After this long a value past its time is served, if there is one, and the load goes on. */
  readonly softTimeoutMs: number;
  /** After this long a load is given up, and its statement cancelled. */
  readonly hardTimeoutMs: number;
  /** Of the tier in this process. */
  readonly processBytes: number;
}

export interface TokenConfig {
  readonly accessSecret: string;
  /** Access tokens signed with these are taken as well; none is made with them. */
  readonly acceptedAccessSecrets: readonly string[];
  readonly refreshSecret: string;
  readonly accessSeconds: number;
  readonly refreshSeconds: number;
  /** How long a rotated refresh token still answers with its successor (a lost reply, a second tab). */
  readonly refreshGraceSeconds: number;
}

export interface R2Config {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly bucket: string;
  readonly publicUrl: string;
}

/** Everything that is wrong with the environment, at once. */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

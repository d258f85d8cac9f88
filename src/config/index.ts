export {
  type CacheConfig,
  ConfigError,
  type Config,
  type DatabaseConfig,
  type HttpConfig,
  type R2Config,
  type RateLimit,
  type RedisConfig,
  type TokenConfig,
} from './config.js';
export { loadConfig, loadDatabaseConfig } from './load-config.js';
export { projectRoot } from './package-version.js';

import { existsSync } from 'node:fs';
import path from 'node:path';
import { ConfigError, type Config } from './config.js';
import { deriveConfig, deriveDatabase, findContradictions } from './derive-config.js';
import { readEnvironment } from './environment.js';

/** The environment of this process, with what a file `.env` in the working directory adds to it: a variable that is set already wins. */
function ownEnvironment(): NodeJS.ProcessEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return process.env;
}

/**
 * Reads the environment, then decides. Throws ConfigError naming every fault.
 * Outside production, missing secrets are made once and kept in the data directory.
 */
export function loadConfig(env: NodeJS.ProcessEnv = ownEnvironment()): Config {
  const { values, faults } = readEnvironment(env);
  const all = [...faults, ...findContradictions(values)];
  if (all.length > 0) throw new ConfigError(all);
  return deriveConfig(values);
}

/**
 * What a program needs that only works on the database (migrations): it should not have to be given the secrets of the server.
 * Throws ConfigError naming every fault.
 */
export function loadDatabaseConfig(
  env: NodeJS.ProcessEnv = ownEnvironment(),
): Pick<Config, 'database' | 'dataDir' | 'environment'> {
  const { values, faults } = readEnvironment(env);
  if (values.NODE_ENV === 'production' && !values.DATABASE_URL) faults.push('DATABASE_URL is required in production');
  if (faults.length > 0) throw new ConfigError(faults);
  return { environment: values.NODE_ENV, dataDir: path.resolve(values.DATA_DIR), database: deriveDatabase(values) };
}

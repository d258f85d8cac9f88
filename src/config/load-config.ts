import { ConfigError, type Config } from './config.js';
import { deriveConfig, findContradictions } from './derive-config.js';
import { readEnvironment } from './environment.js';

/**
 * Reads the environment, then decides. Throws ConfigError naming every fault.
 * Outside production, missing secrets are made once and kept in the data directory.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const { values, faults } = readEnvironment(env);
  const all = [...faults, ...findContradictions(values)];
  if (all.length > 0) throw new ConfigError(all);
  return deriveConfig(values);
}

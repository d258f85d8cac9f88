import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Config, loadConfig } from '../../src/config/index.js';

/** Replaces parts of a configuration, section by section. */
export type ConfigChanges = { [K in keyof Config]?: Partial<Config[K]> | Config[K] };

const generous = { points: 1_000_000, windowSeconds: 60 };

/** A configuration as the program would read it, in a directory of its own, with limits that no test meets by accident. */
export function testConfig(changes: ConfigChanges = {}): Config {
  const redisUrl = process.env['TEST_REDIS_URL'];
  const base = loadConfig({
    NODE_ENV: 'test',
    PORT: '0',
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://api.test',
    FRONTEND_URL: 'http://web.test',
    DATA_DIR: mkdtempSync(path.join(tmpdir(), 'bikearea-test-')),
    ...(redisUrl ? { REDIS_URL: redisUrl, REDIS_PREFIX: `bikearea-test-${randomBytes(4).toString('hex')}` } : {}),
  });
  // Counts in lists are exact at once; the specs about their age say otherwise.
  const cache = { ...base.cache, softSeconds: 0 };
  const limits = Object.fromEntries(Object.keys(base.limits).map((name) => [name, generous])) as unknown as Config['limits'];
  return withChanges({ ...base, cache, limits }, changes);
}

export function withChanges(base: Config, changes: ConfigChanges = {}): Config {
  const config: Record<string, unknown> = { ...base };
  for (const [section, change] of Object.entries(changes)) {
    const known = config[section];
    config[section] = isRecord(known) && isRecord(change) ? { ...known, ...change } : change;
  }
  return config as unknown as Config;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
